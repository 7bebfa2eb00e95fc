// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.relay;

import static dev.slipway.it.scenario.Scenarios.app;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Request;
import dev.slipway.it.client.Response;
import dev.slipway.it.client.Server;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Requests at the same time, for certain: each of them gets events until it is closed. */
public final class EventStreams implements AutoCloseable {
    private final List<Connection> clients = new ArrayList<>();

    private EventStreams() {}

    /** Sends so many requests; none of them waits for another's answer. */
    public static EventStreams open(Server http, int count) throws IOException {
        EventStreams streams = new EventStreams();
        try {
            for (int i = 0; i < count; i++) {
                Connection client = Connection.open(http);
                streams.clients.add(client);
                client.send(Request.get(app("/async-sse?ms=1000&events=1000000")));
            }
            return streams;
        } catch (IOException e) {
            streams.close();
            throw e;
        }
    }

    /** Each of them has its first event, and all go on. */
    public void assertAllServed() throws IOException {
        for (Connection client : clients) {
            Response head = client.head();
            assertThat(head.status()).as("status of %s", head).isEqualTo(200);
            assertThat(client.body("GET", head).readNBytes(5)).asString().isEqualTo("id: 1");
        }
    }

    @Override
    public void close() throws IOException {
        for (Connection client : clients) {
            client.close();
        }
    }
}
