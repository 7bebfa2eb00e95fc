// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.scenario;

import static dev.slipway.it.scenario.Scenarios.app;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.it.Deployment;
import dev.slipway.it.client.Request;
import java.io.IOException;

/** What the application has counted: the proof that the end of a connection has reached it. */
record Events(Deployment site, String name, long before) {
    private static final int WAIT_MILLIS = 20_000;

    /** The count of now, to be exceeded later. */
    static Events of(Deployment site, String name) throws IOException {
        return new Events(site, name, ask(site, "/events").path(name).asLong());
    }

    /** The application answers as soon as it has counted one more; and nobody else has suffered. */
    void assertOneMore() throws IOException {
        JsonNode counts = ask(site, "/events?event=" + name + "&above=" + before + "&ms=" + WAIT_MILLIS);
        assertThat(counts.path(name).asLong())
                .as("%s seen by the application within %s ms; it has counted %s", name, WAIT_MILLIS, counts)
                .isGreaterThan(before);
        assertThat(site.exchange(Request.get(app("/hello"))).body()).hasSize(1024);
    }

    private static JsonNode ask(Deployment site, String path) throws IOException {
        return Scenarios.json(site.exchange(Request.get(app(path))));
    }
}
