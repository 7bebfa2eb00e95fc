// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.scenario;

import static dev.slipway.it.scenario.Scenarios.app;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Pattern26;
import dev.slipway.it.client.Request;
import dev.slipway.it.client.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Answers that take their time, and many at once. */
public interface AsyncScenarios extends Scenarios {
    @Test
    default void asynchronous_answer_arrives() throws IOException {
        Response response = site().exchange(Request.get(app("/async?ms=100")));
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text()).isEqualTo("answered after 100 ms\n");
    }

    @Test
    default void asynchronous_timeout_is_an_error() throws IOException {
        Response response = site().exchange(Request.get(app("/async?ms=30000&timeout=100")));
        assertThat(response.status()).isEqualTo(500);
    }

    @Test
    default void slow_answer_arrives() throws IOException {
        assertThat(Connection.exchange(site().https(), Request.get(app("/slow?ms=100")))
                        .text())
                .isEqualTo("answered after 100 ms\n");
    }

    @Test
    default void many_clients_at_once_get_their_own_answers() throws Exception {
        List<Callable<Void>> clients = new ArrayList<>();
        for (int client = 0; client < 16; client++) {
            int own = client;
            clients.add(() -> {
                try (Connection connection = Connection.open(own % 4 == 0 ? site().https() : site().http())) {
                    for (int i = 0; i < 20; i++) {
                        exchangeWithOwnMark(connection, own, i);
                    }
                }
                return null;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(clients.size());
        try {
            for (Future<Void> client : threads.invokeAll(clients)) {
                client.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void exchangeWithOwnMark(Connection connection, int client, int i) throws IOException {
        String mark = client + "-" + i;
        Response response = switch (i % 4) {
            case 0 -> connection.exchange(Request.get(app("/echo/" + mark)));
            case 1 -> connection.exchange(Request.post(app("/nio-echo"), "text/plain", Request.octets(mark)));
            case 2 -> connection.exchange(Request.get(app("/echo")).with("X-Mark: " + mark));
            default -> connection.exchange(Request.get(app("/bytes?n=" + (50_000 + client))));
        };
        assertThat(response.status()).isEqualTo(200);
        if (i % 4 == 3) {
            assertThat(Pattern26.check(response.stream())).isEqualTo(50_000 + client);
        } else {
            assertThat(response.text()).contains(mark);
        }
    }
}
