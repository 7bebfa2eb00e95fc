// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SampleServer.Running.class)
class StateTest {
    private final SampleServer sample;

    StateTest(SampleServer sample) {
        this.sample = sample;
    }

    @Test
    void countsTheRequestsOfASession() throws Exception {
        HttpResponse<String> first = sample.get("/session");
        String cookie = first.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        JsonNode second = sample.json(sample.request("/session?end=true").header("Cookie", cookie));
        JsonNode third = sample.json(sample.request("/session").header("Cookie", cookie));

        assertThat(first.body()).contains("\"counter\" : 1", "\"isNew\" : true");
        assertThat(second.get("counter").asInt()).isEqualTo(2);
        assertThat(third.get("counter").asInt()).isEqualTo(1);
    }

    @Test
    void setsTwoCookies() throws Exception {
        List<String> cookies = sample.get("/cookies").headers().allValues("Set-Cookie");

        assertThat(cookies).hasSize(2);
        assertThat(cookies.get(0)).startsWith("hidden=from-scripts").contains("Path=/sample/", "HttpOnly");
        assertThat(cookies.get(1)).startsWith("strict=same-site").contains("Max-Age=3600", "SameSite=Strict");
    }
}
