// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SampleServer.Running.class)
class EchoServletTest {
    private final SampleServer sample;

    EchoServletTest(SampleServer sample) {
        this.sample = sample;
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "REPORT"})
    void answersEveryMethod(String method) throws Exception {
        JsonNode echo = sample.json(sample.request("/echo").method(method, BodyPublishers.noBody()));

        assertThat(echo.get("method").asText()).isEqualTo(method);
    }

    @Test
    void answersHeadWithoutBody() throws Exception {
        HttpResponse<String> response =
                sample.sendForText(sample.request("/echo").method("HEAD", BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.body()).isEmpty();
    }

    @Test
    void tellsThePartsOfThePath() throws Exception {
        JsonNode echo = sample.json("/echo/a%20b/c?x=1&x=%C3%A9");

        assertThat(echo.get("requestURI").asText()).isEqualTo("/sample/echo/a%20b/c");
        assertThat(echo.get("requestURL").asText())
                .startsWith("http://127.0.0.1:")
                .endsWith("/sample/echo/a%20b/c");
        assertThat(echo.get("contextPath").asText()).isEqualTo("/sample");
        assertThat(echo.get("servletPath").asText()).isEqualTo("/echo");
        assertThat(echo.get("pathInfo").asText()).isEqualTo("/a b/c");
        assertThat(echo.get("queryString").asText()).isEqualTo("x=1&x=%C3%A9");
        assertThat(echo.get("parameters").get("x")).map(JsonNode::asText).containsExactly("1", "é");
    }

    @Test
    void tellsTheConnection() throws Exception {
        JsonNode echo = sample.json("/echo");

        assertThat(echo.get("scheme").asText()).isEqualTo("http");
        assertThat(echo.get("secure").asBoolean()).isFalse();
        assertThat(echo.get("remoteAddr").asText()).isEqualTo("127.0.0.1");
        assertThat(echo.get("remotePort").asInt()).isPositive();
        assertThat(echo.get("serverPort").asInt())
                .isEqualTo(echo.get("localPort").asInt());
        assertThat(echo.get("remoteUser").isNull()).isTrue();
        assertThat(echo.get("dispatcherType").asText()).isEqualTo("REQUEST");
    }

    @Test
    void tellsAllValuesOfAHeaderInOrder() throws Exception {
        JsonNode echo =
                sample.json(sample.request("/echo").header("X-Ship", "brig").header("X-Ship", "sloop"));

        assertThat(echo.get("headers").get("X-Ship")).map(JsonNode::asText).containsExactly("brig", "sloop");
    }

    @Test
    void tellsCookies() throws Exception {
        JsonNode echo = sample.json(sample.request("/echo").header("Cookie", "a=1; b=2"));

        assertThat(echo.get("cookies").toString())
                .isEqualTo("[{\"name\":\"a\",\"value\":\"1\"},{\"name\":\"b\",\"value\":\"2\"}]");
    }

    @Test
    void digestsABody() throws Exception {
        JsonNode echo = sample.json(sample.request("/echo").PUT(BodyPublishers.ofString("abc")));

        assertThat(echo.get("contentLength").asInt()).isEqualTo(3);
        assertThat(echo.get("body").get("length").asInt()).isEqualTo(3);
        assertThat(echo.get("body").get("sha256").asText())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void readsAFormAsParametersBeforeTheBody() throws Exception {
        JsonNode echo = sample.json(sample.request("/echo?a=1")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("a=2&b=3")));

        assertThat(echo.get("parameters").toString()).isEqualTo("{\"a\":[\"1\",\"2\"],\"b\":[\"3\"]}");
        assertThat(echo.get("body").get("length").asInt()).isZero();
    }
}
