// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.scenario;

import static dev.slipway.it.scenario.Scenarios.app;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Pattern26;
import dev.slipway.it.client.Request;
import dev.slipway.it.client.Response;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * Answers while the client still has something to send and waits with it. A web server that looks for the answer only when
 * it has forwarded another piece of the body cannot do this; see docs/differences.md.
 */
public interface DuplexScenarios extends Scenarios {
    /** The answer begins while the request is still being sent: neither waits for the other's end. */
    @Test
    default void non_blocking_echo_answers_before_the_body_has_ended() throws IOException {
        byte[] body = Pattern26.bytes(200_000);
        try (Connection connection = Connection.open(site().http())) {
            connection.send(Request.of("POST", app("/nio-echo")).with("Transfer-Encoding: chunked"));
            connection.send(Request.chunk(body, 0, 100_000));
            Response head = connection.head();
            assertThat(head.status()).isEqualTo(200);
            connection.send(Request.chunk(body, 100_000, 100_000));
            connection.send(Request.octets("0\r\n\r\n"));
            assertThat(Pattern26.check(connection.body("POST", head))).isEqualTo(200_000);
        }
    }

    /** Nobody will ever read the rest, and the client waits for the answer before it sends it. */
    @Test
    default void unread_body_is_answered_before_it_has_ended() throws IOException {
        try (Connection connection = Connection.open(site().http())) {
            connection.send(Request.of("POST", app("/ignore-body")).with("Content-Length: 3000000"));
            connection.send(Pattern26.bytes(1000));
            assertThat(connection.response("POST").text()).isEqualTo("ignored\n");
        }
        assertThat(site().exchange(Request.get(app("/hello"))).body()).hasSize(1024);
    }
}
