// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.scenario;

import static dev.slipway.it.scenario.Scenarios.app;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.it.Deployment;
import dev.slipway.it.client.Request;
import dev.slipway.it.process.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** What the application has counted: the proof that a request, or the end of a connection, has reached it. */
record Events(Deployment site, List<String> names, long before) {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** The count of now, to be exceeded later; of several events when either of them tells the same. */
    static Events of(Deployment site, String... names) {
        return new Events(site, List.of(names), count(List.of(names), ask(site)));
    }

    /** Waits until the application has counted so many more. */
    void awaitMore(int count) {
        Await.until(
                () -> count + " more of " + names + " seen by the application than " + before + "; it has counted "
                        + ask(site),
                LIMIT,
                () -> count(names, ask(site)) >= before + count);
    }

    /** Waits until the application has counted one more; and nobody else has suffered. */
    void assertOneMore() throws IOException {
        if (site.deviating()) {
            // Nothing is on its way to the application any more when the web server has been stopped.
            site.settle();
            assertThat(count(names, ask(site)))
                    .as("number of %s that the application has seen", names)
                    .isGreaterThan(before);
        }
        awaitMore(1);
        assertThat(site.exchange(Request.get(app("/hello"))).body()).hasSize(1024);
    }

    private static long count(List<String> names, JsonNode counts) {
        return names.stream().mapToLong(name -> counts.path(name).asLong()).sum();
    }

    private static JsonNode ask(Deployment site) {
        try {
            return Scenarios.json(site.exchange(Request.get(app("/events"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
