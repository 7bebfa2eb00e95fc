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
                assertAnswer(connection, Request.get(app("/hello")), 200, 1024);
                assertAnswer(connection, Request.of("HEAD", app("/bytes?n=5")), 200, 0);
                assertAnswer(connection, Request.post(app("/count"), "text/plain", Pattern26.bytes(100 + i)), 200, 3);
                assertAnswer(connection, Request.get(app("/status?code=204")), 204, 0);
                assertAnswer(connection, Request.get(app("/bytes?n=" + i)), 200, i);
            }
        }
    }

    /** The application's error page, and the container's, which is written in another way. */
    @Test
    default void error_pages_leave_nothing_for_the_next_request() throws IOException {
        for (int i = 0; i < 50; i++) {
            for (int code : new int[] {404, 401, 503}) {
                Response error = site().exchange(Request.get(app("/status?code=" + code)));
                assertThat(error.status()).as("status of %s", error).isEqualTo(code);
                assertThat(error.text()).contains("" + code);
                Response next = site().exchange(Request.get(app("/stream?chunks=1&ms=0")));
                assertThat(next.text()).as("answer after %s: %s", error, next).isEqualTo("chunk 1 of 1\n");
            }
        }
    }

    private static void assertAnswer(Connection connection, Request request, int status, int length)
            throws IOException {
        Response response = connection.exchange(request);
        assertThat(response.status())
                .as("status of %s to %s", response, request)
                .isEqualTo(status);
        assertThat(response.body()).as("body of %s to %s", response, request).hasSize(length);
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
