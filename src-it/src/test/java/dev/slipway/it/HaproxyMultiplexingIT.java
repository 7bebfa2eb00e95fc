// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.backend.MeetingBackend;
import dev.slipway.it.backend.Workplace;
import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Request;
import dev.slipway.it.frontend.FrontEnd;
import dev.slipway.it.frontend.HaproxyFrontEnd;
import dev.slipway.it.frontend.ProcessFrontEnd.Application;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How many requests HAProxy has on a connection at once, by the connector's own count. */
class HaproxyMultiplexingIT {
    private static final int CLIENTS = 16;

    private abstract static class Meetings extends DeployedScenarios {
        private final String template;

        Meetings(String template) {
            this.template = template;
        }

        @Override
        protected FrontEnd frontEnd() throws IOException {
            String label = "meeting-" + template;
            MeetingBackend backend = new MeetingBackend(HaproxyFrontEnd.work(HaproxyFrontEnd.NAME, label));
            return new HaproxyFrontEnd(
                    label,
                    HaproxyFrontEnd.sharedDirectory(),
                    backend,
                    new Application(
                            Workplace.configuration(HaproxyFrontEnd.NAME).resolve(template + ".conf"),
                            Map.of("address", backend.address())));
        }

        /** All of them are with the connector at the same time, because none is answered before. */
        long mostRequestsAtOnceWhenAllMeet() throws IOException {
            // Each of HAProxy's threads makes connections of its own, and shares those that are established.
            for (int i = 0; i < CLIENTS; i++) {
                assertThat(site().exchange(Request.get("/meeting/1")).text()).isEqualTo("met");
            }
            List<Connection> clients = new ArrayList<>();
            try {
                for (int i = 0; i < CLIENTS; i++) {
                    clients.add(Connection.open(site().http()));
                    clients.get(i).send(Request.get("/meeting/" + CLIENTS));
                }
                for (Connection client : clients) {
                    assertThat(client.response("GET").text()).isEqualTo("met");
                }
            } finally {
                for (Connection client : clients) {
                    client.close();
                }
            }
            return Long.parseLong(site().exchange(Request.get("/counters")).text());
        }
    }

    @Nested
    class Multiplexed extends Meetings {
        Multiplexed() {
            super("multiplexed");
        }

        @Test
        void one_connection_has_several_requests_at_once() throws IOException {
            assertThat(mostRequestsAtOnceWhenAllMeet()).isBetween(2L, (long) CLIENTS);
        }
    }

    @Nested
    class KeepConn extends Meetings {
        KeepConn() {
            super("keep-conn");
        }

        @Test
        void each_connection_has_one_request_at_a_time() throws IOException {
            assertThat(mostRequestsAtOnceWhenAllMeet()).isEqualTo(1);
        }
    }
}
