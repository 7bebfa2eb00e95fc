// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.scenario;

import static dev.slipway.it.scenario.Scenarios.app;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.it.backend.Workplace;
import dev.slipway.it.client.Curl;
import dev.slipway.it.client.Pattern26;
import dev.slipway.it.client.Request;
import dev.slipway.it.client.Response;
import dev.slipway.it.compare.Comparison;
import dev.slipway.it.compare.Echo;
import dev.slipway.it.compare.EchoRequest;
import dev.slipway.it.process.Await;
import dev.slipway.it.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that speak HTTP/2: the application is asked and answers as with HTTP/1.1. Needs no HTTP/2 of the reference. */
public interface Http2Scenarios extends Scenarios {
    private Curl curl() throws IOException {
        Path directory = Files.createDirectories(site().frontEnd().directory().resolve("curl"));
        return new Curl(site().https(), Workplace.tls().certificatePem(), directory);
    }

    private Response answer(Request request) throws IOException {
        Response response = curl().exchange(request).response();
        assertThat(response.statusLine()).startsWith("HTTP/2 ");
        return response;
    }

    @ParameterizedTest
    @MethodSource("dev.slipway.it.compare.EchoRequest#overHttp2")
    default void request_is_the_same_as_over_https(EchoRequest request) throws IOException {
        Request sent = request.request("https");
        Echo expected = Echo.of(reference().https(), sent);
        Echo actual = Echo.overHttp2(curl(), sent);
        assertThat(Comparison.undocumented(site().frontEnd().name(), request, expected, actual))
                .as("undocumented differences of %s", sent)
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 5_000_000})
    default void answer_arrives_whole(int length) throws IOException {
        Response response = answer(Request.get(app("/bytes?n=" + length)));
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.field("Content-Length")).hasValue(Integer.toString(length));
        assertThat(Pattern26.check(response.stream())).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100_000, 3_000_000})
    default void body_is_read_whole(int length) throws IOException {
        byte[] body = Pattern26.bytes(length);
        JsonNode digest = Scenarios.json(answer(Request.post(app("/digest"), BodyScenarios.BINARY, body)));
        assertThat(digest.path("length").asInt()).isEqualTo(length);
        assertThat(digest.path("sha256").asText()).isEqualTo(Scenarios.sha256(body));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304, 404, 503})
    default void status_is_the_applications_over_http_2(int code) throws IOException {
        assertThat(answer(Request.get(app("/status?code=" + code))).status()).isEqualTo(code);
    }

    @Test
    default void head_range_and_unchanged_are_answered() throws IOException {
        Response head = answer(Request.of("HEAD", StaticFileScenarios.FILE));
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        String tag = head.field("ETag").orElseThrow();
        assertThat(answer(Request.get(StaticFileScenarios.FILE).with("If-None-Match: " + tag))
                        .status())
                .isEqualTo(304);
        Response part = answer(Request.get(StaticFileScenarios.FILE).with("Range: bytes=1000-1099"));
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.body()).hasSize(100);
    }

    @Test
    default void streams_of_one_connection_get_their_own_answers() throws IOException {
        List<String> targets =
                IntStream.range(0, 50).mapToObj(i -> app("/echo/stream-" + i)).toList();
        List<String> bodies = curl().parallel(targets);
        for (int i = 0; i < targets.size(); i++) {
            assertThat(JSON.readTree(bodies.get(i)).path("pathInfo").asText()).isEqualTo("/stream-" + i);
        }
    }

    /** The client has the first line while the servlet is still waiting to write the second. */
    @Test
    default void flushed_line_arrives_at_once_over_http_2() throws IOException {
        Path answer = site().frontEnd().directory().resolve("curl-stream");
        try (ChildProcess curl = curl().start(Request.get(app("/stream?chunks=2&ms=2500")), answer)) {
            Await.until(
                    "a first line arrives",
                    Duration.ofSeconds(30),
                    () -> text(answer).startsWith("chunk 1 of 2\n"));
            assertThat(text(answer)).as("the first line before the second").isEqualTo("chunk 1 of 2\n");
            Await.until("the answer ends", Duration.ofSeconds(30), () -> !curl.alive());
        }
        assertThat(text(answer)).isEqualTo("chunk 1 of 2\nchunk 2 of 2\n");
    }

    private static String text(Path answer) {
        try {
            return Files.exists(answer) ? Files.readString(answer) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
