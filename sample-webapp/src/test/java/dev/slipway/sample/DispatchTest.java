// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SampleServer.Running.class)
class DispatchTest {
    private final SampleServer sample;

    DispatchTest(SampleServer sample) {
        this.sample = sample;
    }

    @Test
    void forwardsToTheEcho() throws Exception {
        JsonNode echo = sample.json("/forward/from?a=1");

        assertThat(echo.get("dispatcherType").asText()).isEqualTo("FORWARD");
        assertThat(echo.get("pathInfo").asText()).isEqualTo("/forwarded");
        assertThat(echo.get("parameters").toString()).contains("\"by\":[\"forward\"]", "\"a\":[\"1\"]");
        assertThat(echo.get("attributes")
                        .get("jakarta.servlet.forward.request_uri")
                        .asText())
                .isEqualTo("/sample/forward/from");
    }

    @Test
    void includesTheEchoBetweenTwoLines() throws Exception {
        String text = sample.get("/include").body();

        assertThat(text).startsWith("before the include\n{").endsWith("}\nafter the include\n");
        assertThat(text).contains("\"dispatcherType\" : \"INCLUDE\"");
    }

    @Test
    void redirectsToHelloUnlessToldOtherwise() throws Exception {
        assertThat(location("/redirect")).isEqualTo("/sample/hello");
        assertThat(location("/redirect?to=/elsewhere%3Fx=1")).isEqualTo("/elsewhere?x=1");
        assertThat(location("/redirect?to=https://ship.example/")).isEqualTo("https://ship.example/");
    }

    @Test
    void redirectsOnlyToUris() throws Exception {
        HttpResponse<String> response = sample.get("/redirect?to=a%0D%0Ab");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("expected a URI");
    }

    private String location(String path) throws Exception {
        HttpResponse<String> response = sample.get(path);
        assertThat(response.statusCode()).isEqualTo(302);
        return response.headers().firstValue("Location").orElseThrow();
    }
}
