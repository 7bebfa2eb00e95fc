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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Answers that begin while the body of the request still comes. Not for a web server that passes the body on as it comes,
 * and gives that up when the answer begins: how far it gets is a matter of luck.
 */
public interface EarlyAnswerScenarios extends Scenarios {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 3_000_000})
    default void non_blocking_echo_gives_the_body_back(int length) throws IOException {
        Response response = site().exchange(Request.post(app("/nio-echo"), "text/plain", Pattern26.bytes(length)));
        assertThat(response.status()).isEqualTo(200);
        assertThat(Pattern26.check(response.stream())).isEqualTo(length);
    }

    /** What has been echoed may be unread yet: then the failure of its write is what is found first. */
    @Test
    default void client_gone_in_the_middle_of_a_non_blocking_upload_reaches_a_listener() throws IOException {
        Events events = Events.of(site(), "readFailures", "writeFailures");
        try (Connection connection = Connection.open(site().http())) {
            connection.send(Request.of("POST", app("/nio-echo")).with("Transfer-Encoding: chunked"));
            byte[] body = Pattern26.bytes(100_000);
            connection.send(Request.chunk(body, 0, body.length));
        }
        events.assertOneMore();
    }
}
