// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.scenario;

import static dev.slipway.it.scenario.Scenarios.app;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Pattern26;
import dev.slipway.it.client.Request;
import dev.slipway.it.client.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The body that the application reads is the one that was sent, however it was cut. */
public interface BodyScenarios extends Scenarios {
    String BINARY = "application/octet-stream";

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8191, 8192, 8193, 65_536, 1_000_000, 5_000_000})
    default void body_with_a_length_is_read_whole(int length) throws IOException {
        byte[] body = Pattern26.bytes(length);
        JsonNode digest = Scenarios.json(site().exchange(Request.post(app("/digest"), BINARY, body)));
        assertThat(digest.path("length").asInt()).isEqualTo(length);
        assertThat(digest.path("sha256").asText()).isEqualTo(Scenarios.sha256(body));
    }

    @Test
    default void count_is_the_length() throws IOException {
        assertThat(site().exchange(Request.post(app("/count"), BINARY, Pattern26.bytes(123_456)))
                        .text())
                .isEqualTo("123456");
    }

    @Test
    default void slow_reader_gets_everything() throws IOException {
        Response response = site().exchange(
                        Request.post(app("/count?bufferSize=32768&msPerRead=5"), BINARY, Pattern26.bytes(2_000_000)));
        assertThat(response.text()).isEqualTo("2000000");
    }

    @Test
    default void multipart_form_is_taken_apart() throws IOException {
        byte[] file = Pattern26.bytes(300_000);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(Request.octets("--cut\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nAhoy\r\n"
                + "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n"));
        body.writeBytes(file);
        body.writeBytes(Request.octets("\r\n--cut--\r\n"));
        Request request = Request.post(app("/upload"), "multipart/form-data; boundary=cut", body.toByteArray());
        JsonNode parts = Scenarios.json(Connection.exchange(site().https(), request));
        assertThat(parts).hasSize(2);
        assertThat(parts.get(0).path("name").asText()).isEqualTo("note");
        assertThat(parts.get(0).path("size").asInt()).isEqualTo(4);
        assertThat(parts.get(1).path("fileName").asText()).isEqualTo("a.bin");
        assertThat(parts.get(1).path("sha256").asText()).isEqualTo(Scenarios.sha256(file));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 10_000, 100_000})
    default void unread_body_does_not_disturb_the_answer_or_the_next_request(int length) throws IOException {
        try (Connection connection = Connection.open(site().http())) {
            Response ignored = connection.exchange(Request.post(app("/ignore-body"), BINARY, Pattern26.bytes(length)));
            assertThat(ignored.status()).isEqualTo(200);
            assertThat(ignored.text()).isEqualTo("ignored\n");
        }
        for (int i = 0; i < 5; i++) {
            assertThat(site().exchange(Request.get(app("/hello"))).body()).hasSize(1024);
        }
    }

    @Test
    default void expectation_is_met_before_the_body_is_sent() throws IOException {
        byte[] body = Pattern26.bytes(10_000);
        Request request = Request.post(app("/digest"), BINARY, body).with("Expect: 100-continue");
        try (Connection connection = Connection.open(site().http())) {
            connection.send(request.head());
            assertThat(connection.head().status()).isEqualTo(100);
            connection.send(body);
            JsonNode digest = Scenarios.json(connection.response("POST"));
            assertThat(digest.path("sha256").asText()).isEqualTo(Scenarios.sha256(body));
        }
    }

    @Test
    default void body_of_an_http_1_0_request_is_read_whole() throws IOException {
        Request request =
                Request.post(app("/count"), BINARY, Pattern26.bytes(70_000)).http10();
        assertThat(site().exchange(request).text()).isEqualTo("70000");
    }
}
