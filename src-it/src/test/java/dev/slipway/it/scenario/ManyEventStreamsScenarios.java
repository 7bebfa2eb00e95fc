// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.scenario;

import static dev.slipway.it.scenario.Scenarios.app;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Request;
import dev.slipway.it.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** More clients that wait for events than the backend has threads for; their number is the same in a long run. */
public interface ManyEventStreamsScenarios extends Scenarios {
    int CLIENTS = 200;

    /** For each client, a second apart; the build says how many. */
    int EVENTS = Integer.getInteger("slipway.it.events");

    @Test
    default void two_hundred_clients_get_their_events() throws IOException {
        List<Connection> clients = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                Connection client = Connection.open(site().http());
                clients.add(client);
                client.send(Request.get(app("/async-sse?ms=1000&events=" + EVENTS)));
            }
            List<InputStream> streams = new ArrayList<>();
            for (Connection client : clients) {
                Response head = client.head();
                assertThat(head.status()).isEqualTo(200);
                streams.add(client.body("GET", head));
            }
            for (int id = 1; id <= EVENTS; id++) {
                String event = "id: " + id + "\nevent: tick\ndata: event " + id + " of " + EVENTS + "\n\n";
                for (InputStream stream : streams) {
                    assertThat(stream.readNBytes(event.length())).asString().isEqualTo(event);
                }
            }
            for (InputStream stream : streams) {
                assertThat(stream.read()).isNegative();
            }
        } finally {
            for (Connection client : clients) {
                client.close();
            }
        }
        assertThat(site().exchange(Request.get(app("/hello"))).body()).hasSize(1024);
    }
}
