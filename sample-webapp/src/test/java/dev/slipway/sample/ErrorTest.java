// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SampleServer.Running.class)
class ErrorTest {
    private final SampleServer sample;

    ErrorTest(SampleServer sample) {
        this.sample = sample;
    }

    @Test
    void showsTheApplicationsErrorPageForAMissingResource() throws Exception {
        HttpResponse<String> response = sample.get("/nothing?a=1");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body())
                .contains(
                        "errorPage",
                        "\"status\" : 404",
                        "\"requestURI\" : \"/sample/nothing\"",
                        "\"queryString\" : \"a=1\"");
    }

    @Test
    void showsAnErrorPageToBrowsersWithoutTheirMarkup() throws Exception {
        HttpResponse<String> response =
                sample.sendForText(sample.request("/nothing/%3Cb%3E?%3Cb%3E").header("Accept", "text/html"));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body())
                .startsWith("<!DOCTYPE html>")
                .contains("Error 404")
                .doesNotContain("<b>");
    }

    @Test
    void showsTheErrorPageForAnExceptionBeforeTheCommit() throws Exception {
        HttpResponse<String> response = sample.get("/throw");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("errorPage", "IllegalStateException: thrown before commit");
    }

    @Test
    void breaksOffForAnExceptionAfterTheCommit() throws Exception {
        try (Socket socket = sample.connect("GET /sample/throw?when=after HTTP/1.1\r\nHost: sample\r\n\r\n")) {
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(response)
                    .startsWith("HTTP/1.1 200")
                    .contains("committed")
                    .doesNotContain("\r\n0\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 205, 299, 304, 404, 418, 500, 503, 599})
    void answersWithTheStatusAskedFor(int code) throws Exception {
        HttpResponse<String> response = sample.get("/status?code=" + code);

        assertThat(response.statusCode()).isEqualTo(code);
        assertThat(response.body().contains("errorPage")).isEqualTo(code == 404 || code == 500);
    }
}
