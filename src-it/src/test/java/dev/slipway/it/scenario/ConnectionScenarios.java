// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.scenario;

import static dev.slipway.it.scenario.Scenarios.app;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Pattern26;
import dev.slipway.it.client.Request;
import dev.slipway.it.client.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** One client connection, many requests: nothing of one is left for the next. */
public interface ConnectionScenarios extends Scenarios {
    @Test
    default void connection_serves_many_requests_of_all_kinds() throws IOException {
        try (Connection connection = Connection.open(site().http())) {
            for (int i = 0; i < 50; i++) {
                assertThat(connection.exchange(Request.get(app("/hello"))).body())
                        .hasSize(1024);
                assertThat(connection
                                .exchange(Request.of("HEAD", app("/bytes?n=5")))
                                .body())
                        .isEmpty();
                assertThat(connection
                                .exchange(Request.post(app("/count"), "text/plain", Pattern26.bytes(i)))
                                .text())
                        .isEqualTo(Integer.toString(i));
                assertThat(connection
                                .exchange(Request.get(app("/status?code=204")))
                                .status())
                        .isEqualTo(204);
                assertThat(connection
                                .exchange(Request.get(app("/status?code=404")))
                                .status())
                        .isEqualTo(404);
                // The container's own error page, which is written in another way than the application's.
                assertThat(connection
                                .exchange(Request.get(app("/status?code=401")))
                                .status())
                        .isEqualTo(401);
                assertThat(connection
                                .exchange(Request.get(app("/stream?chunks=2&ms=0")))
                                .text())
                        .isEqualTo("chunk 1 of 2\nchunk 2 of 2\n");
            }
        }
    }

    @Test
    default void pipelined_requests_are_answered_in_order() throws IOException {
        try (Connection connection = Connection.open(site().http())) {
            ByteArrayOutputStream requests = new ByteArrayOutputStream();
            for (int i = 1; i <= 10; i++) {
                requests.writeBytes(Request.get(app("/bytes?n=" + i)).head());
            }
            connection.send(requests.toByteArray());
            for (int i = 1; i <= 10; i++) {
                assertThat(connection.response("GET").body()).hasSize(i);
            }
        }
    }

    @Test
    default void client_that_has_ended_its_output_gets_its_answer() throws IOException {
        try (Connection connection = Connection.open(site().http())) {
            connection.send(Request.post(app("/count"), "text/plain", Pattern26.bytes(1000)));
            connection.endOutput();
            assertThat(connection.response("POST").text()).isEqualTo("1000");
        }
    }

    @Test
    default void connection_close_is_respected() throws IOException {
        try (Connection connection = Connection.open(site().http())) {
            Response response = connection.exchange(Request.get(app("/hello")).with("Connection: close"));
            assertThat(response.body()).hasSize(1024);
            assertThat(connection.ended()).isTrue();
        }
    }

    @Test
    default void request_in_pieces_is_understood() throws IOException {
        byte[] head = Request.get(app("/echo/in-pieces")).with("X-Pieces: yes").head();
        try (Connection connection = Connection.open(site().http())) {
            for (int start = 0; start < head.length; start += 10) {
                connection.send(head, start, Math.min(10, head.length - start));
            }
            assertThat(connection.response("GET").text()).contains("in-pieces");
        }
    }
}
