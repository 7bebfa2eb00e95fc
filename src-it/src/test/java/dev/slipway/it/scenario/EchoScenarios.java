// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.scenario;

import static dev.slipway.it.scenario.Scenarios.app;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Request;
import dev.slipway.it.client.Response;
import dev.slipway.it.client.Server;
import dev.slipway.it.compare.Comparison;
import dev.slipway.it.compare.Echo;
import dev.slipway.it.compare.EchoRequest;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The request that a servlet sees is the one that was sent. */
public interface EchoScenarios extends Scenarios {
    @ParameterizedTest
    @EnumSource
    default void http_request_is_the_same_as_with_jettys_connector(EchoRequest request) throws IOException {
        assertSame(reference().http(), site().http(), request);
    }

    @ParameterizedTest
    @EnumSource
    default void https_request_is_the_same_as_with_jettys_connector(EchoRequest request) throws IOException {
        assertSame(reference().https(), site().https(), request);
    }

    private void assertSame(Server reference, Server site, EchoRequest request) throws IOException {
        Request sent = request.request(site.scheme());
        Echo expected = Echo.of(reference, sent);
        Echo actual = Echo.of(site, sent);
        assertThat(Comparison.undocumented(site().frontEnd().toString(), request, expected, actual))
                .as("undocumented differences of %s", sent)
                .isEmpty();
    }

    @Test
    default void request_target_keeps_its_encoding() throws IOException {
        String target = app("/echo/a%2Fb%20c/%E4%BD%A0;v=1");
        JsonNode echo = echo(site().http(), Request.get(target + "?x=%2f"));
        assertThat(echo.path("requestURI").asText()).isEqualTo(target);
        assertThat(echo.path("queryString").asText()).isEqualTo("x=%2f");
        assertThat(echo.path("servletPath").asText()).isEqualTo("/echo");
        assertThat(echo.path("requestURL").asText()).isEqualTo("http://" + Request.HOST + target);
    }

    @Test
    default void empty_query_is_not_the_same_as_none() throws IOException {
        assertThat(echo(site().http(), Request.get(app("/echo?")))
                        .path("queryString")
                        .asText("null"))
                .isEmpty();
        assertThat(echo(site().http(), Request.get(app("/echo")))
                        .path("queryString")
                        .isNull())
                .isTrue();
    }

    @Test
    default void protocol_and_scheme_are_the_clients() throws IOException {
        JsonNode plain = echo(site().http(), Request.get(app("/echo")));
        assertThat(plain.path("protocol").asText()).isEqualTo("HTTP/1.1");
        assertThat(plain.path("scheme").asText()).isEqualTo("http");
        assertThat(plain.path("secure").asBoolean()).isFalse();
        JsonNode secure = echo(site().https(), Request.get(app("/echo")).http10());
        assertThat(secure.path("protocol").asText()).isEqualTo("HTTP/1.0");
        assertThat(secure.path("scheme").asText()).isEqualTo("https");
        assertThat(secure.path("secure").asBoolean()).isTrue();
    }

    @Test
    default void client_address_and_port_are_the_clients() throws IOException {
        try (Connection connection = Connection.open(site().http())) {
            JsonNode echo = Scenarios.json(connection.exchange(Request.get(app("/echo"))));
            assertThat(echo.path("remoteAddr").asText()).isEqualTo("127.0.0.1");
            assertThat(echo.path("remotePort").asInt()).isEqualTo(connection.localPort());
            assertThat(echo.path("localAddr").asText()).isEqualTo("127.0.0.1");
        }
    }

    @Test
    default void server_name_and_port_are_the_host_headers() throws IOException {
        JsonNode named = echo(site().http(), Request.get(app("/echo")));
        assertThat(named.path("serverName").asText()).isEqualTo("www.example.test");
        assertThat(named.path("serverPort").asInt()).isEqualTo(8765);
        JsonNode https = echo(site().https(), Request.get(app("/echo")).with("Host: www.example.test"));
        assertThat(https.path("serverPort").asInt()).isEqualTo(443);
    }

    @Test
    default void head_has_the_fields_of_get_and_no_body() throws IOException {
        try (Connection connection = Connection.open(site().http())) {
            Response head = connection.exchange(Request.of("HEAD", app("/echo")));
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.field("Content-Type").orElse("")).startsWith("application/json");
            assertThat(connection.exchange(Request.get(app("/hello"))).body()).hasSize(1024);
        }
    }

    private static JsonNode echo(Server server, Request request) throws IOException {
        return Scenarios.json(Connection.exchange(server, request));
    }
}
