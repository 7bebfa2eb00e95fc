// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.scenario;

import static dev.slipway.it.scenario.Scenarios.app;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Pattern26;
import dev.slipway.it.client.Request;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies whose length the client does not tell. */
public interface ChunkedBodyScenarios extends Scenarios {
    @ParameterizedTest
    @ValueSource(ints = {1, 100, 8192, 20_000, 1_000_000})
    default void body_in_chunks_is_read_whole(int cut) throws IOException {
        byte[] body = Pattern26.bytes(cut == 1 ? 3000 : 1_500_000);
        Request request = Request.of("POST", app("/digest"))
                .with("Content-Type: " + BodyScenarios.BINARY)
                .chunked(body, cut);
        JsonNode digest = Scenarios.json(Connection.exchange(site().https(), request));
        assertThat(digest.path("length").asInt()).isEqualTo(body.length);
        assertThat(digest.path("sha256").asText()).isEqualTo(Scenarios.sha256(body));
    }

    /** The end of the last chunk comes in a segment of its own, long after the data. */
    @Test
    default void body_in_chunks_that_come_one_by_one_is_read_whole() throws IOException {
        byte[] body = Pattern26.bytes(50_000);
        try (Connection connection = Connection.open(site().http())) {
            connection.send(Request.of("POST", app("/nio-echo")).with("Transfer-Encoding: chunked"));
            for (int start = 0; start < body.length; start += 5000) {
                connection.send(Request.chunk(body, start, 5000));
            }
            connection.send(Request.octets("0\r\n"));
            connection.send(Request.octets("\r\n"));
            assertThat(connection.response("POST").body()).isEqualTo(body);
        }
    }

    @Test
    default void client_that_ends_in_the_middle_of_a_chunked_upload_fails_the_read() throws IOException {
        Events events = Events.of(site(), "readFailures");
        try (Connection connection = Connection.open(site().http())) {
            connection.send(Request.of("POST", app("/count")).with("Transfer-Encoding: chunked"));
            byte[] body = Pattern26.bytes(100_000);
            connection.send(Request.chunk(body, 0, body.length));
        }
        events.assertOneMore();
    }
}
