// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SampleServer.Running.class)
class UploadServletTest {
    private final SampleServer sample;

    UploadServletTest(SampleServer sample) {
        this.sample = sample;
    }

    private static final String FORM = String.join(
            "\r\n",
            "--anchor",
            "Content-Disposition: form-data; name=\"note\"",
            "",
            "abc",
            "--anchor",
            "Content-Disposition: form-data; name=\"file\"; filename=\"<b>.txt\"",
            "Content-Type: text/plain",
            "",
            "",
            "--anchor--",
            "");

    @Test
    void tellsEachPartInJson() throws Exception {
        JsonNode parts = sample.json(sample.request("/upload")
                .header("Content-Type", "multipart/form-data; boundary=anchor")
                .POST(BodyPublishers.ofString(FORM)));

        assertThat(parts).hasSize(2);
        assertThat(parts.get(0).toString())
                .isEqualTo("{\"name\":\"note\",\"fileName\":null,\"contentType\":null,\"size\":3,\"sha256\":"
                        + "\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"}");
        assertThat(parts.get(1).get("fileName").asText()).isEqualTo("<b>.txt");
        assertThat(parts.get(1).get("contentType").asText()).isEqualTo("text/plain");
        assertThat(parts.get(1).get("size").asInt()).isZero();
    }

    @Test
    void tellsEachPartInHtmlWhenABrowserAsks() throws Exception {
        HttpResponse<String> response = sample.sendForText(sample.request("/upload")
                .header("Content-Type", "multipart/form-data; boundary=anchor")
                .header("Accept", "text/html")
                .POST(BodyPublishers.ofString(FORM)));

        assertThat(response.body())
                .startsWith("<!DOCTYPE html>")
                .contains("&lt;b&gt;.txt")
                .doesNotContain("<b>");
    }

    @Test
    void showsAForm() throws Exception {
        assertThat(sample.get("/upload").body()).contains("enctype=\"multipart/form-data\"");
    }

    @Test
    void refusesWhatIsNotAForm() throws Exception {
        assertThat(sample.sendForText(sample.request("/upload").POST(BodyPublishers.ofString("abc")))
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void refusesAFormWithoutEnd() throws Exception {
        // On a connection of its own: Jetty closes it without having said so.
        String form = FORM.substring(0, 90);
        try (Socket socket = sample.connect("POST /sample/upload HTTP/1.1\r\nHost: sample\r\nContent-Length: "
                + form.length() + "\r\nContent-Type: multipart/form-data; boundary=anchor\r\n\r\n" + form)) {
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400");
        }
    }
}
