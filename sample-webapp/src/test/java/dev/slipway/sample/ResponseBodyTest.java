// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SampleServer.Running.class)
class ResponseBodyTest {
    private final SampleServer sample;

    ResponseBodyTest(SampleServer sample) {
        this.sample = sample;
    }

    @Test
    void answersHelloWith1024BytesOfText() throws Exception {
        HttpResponse<String> response = sample.get("/hello");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).hasSize(1024).endsWith("\n");
        assertThat(response.headers().firstValue("Content-Length")).contains("1024");
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 26, 27, 32_760, 32_761, 1_000_000})
    void answersAsManyBytesAsAskedFor(int length) throws Exception {
        HttpResponse<byte[]> response = sample.send(sample.request("/bytes?n=" + length));

        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(length);
        assertThat(response.body()).isEqualTo(alphabets(length));
    }

    @Test
    void announcesMoreBytesThanAnIntCanCount() throws Exception {
        HttpResponse<String> response =
                sample.sendForText(sample.request("/bytes?n=5000000000").method("HEAD", BodyPublishers.noBody()));

        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(5_000_000_000L);
    }

    @Test
    void answersAsManyHeadersAsAskedFor() throws Exception {
        HttpResponse<String> response = sample.get("/headers-out?count=3&size=200");

        assertThat(response.headers().map()).containsKeys("x-out-1", "x-out-2", "x-out-3");
        assertThat(response.headers().firstValue("X-Out-3")).contains("x".repeat(200));
    }

    @Test
    void streamsChunks() throws Exception {
        assertThat(sample.get("/stream?chunks=2&ms=1").body()).isEqualTo("chunk 1 of 2\nchunk 2 of 2\n");
    }

    @Test
    void flushesEachChunk() throws Exception {
        // The second chunk is ten minutes away: what can be read before that was flushed.
        try (Socket socket = sample.connect("GET /sample/stream?chunks=2&ms=600000 HTTP/1.0\r\n\r\n")) {
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(reader.lines().filter(line -> line.startsWith("chunk")).findFirst())
                    .contains("chunk 1 of 2");
        }
    }

    @Test
    void sendsServerSentEvents() throws Exception {
        HttpResponse<String> response = sample.get("/sse?events=2&ms=1");

        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        assertThat(response.body())
                .isEqualTo("id: 1\nevent: tick\ndata: event 1 of 2\n\nid: 2\nevent: tick\ndata: event 2 of 2\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/async?ms=5", "/slow?ms=5"})
    void answersLater(String path) throws Exception {
        assertThat(sample.get(path).body()).isEqualTo("answered after 5 ms\n");
    }

    private static byte[] alphabets(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ('a' + i % 26);
        }
        return bytes;
    }
}
