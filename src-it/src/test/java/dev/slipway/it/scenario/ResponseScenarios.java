// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.scenario;

import static dev.slipway.it.scenario.Scenarios.app;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Pattern26;
import dev.slipway.it.client.Request;
import dev.slipway.it.client.Response;
import dev.slipway.it.client.Server;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The answer that a client gets is the one that the application gave. */
public interface ResponseScenarios extends Scenarios {
    @Test
    default void hello_is_1024_bytes_and_says_so() throws IOException {
        Response response = site().exchange(Request.get(app("/hello")));
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.field("Content-Length")).hasValue("1024");
        assertThat(response.field("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(response.body()).hasSize(1024);
    }

    @Test
    default void head_of_hello_has_no_body_and_keeps_the_connection() throws IOException {
        try (Connection connection = Connection.open(site().http())) {
            Response head = connection.exchange(Request.of("HEAD", app("/hello")));
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.field("Content-Length")).hasValue("1024");
            assertThat(connection.exchange(Request.get(app("/hello"))).body()).hasSize(1024);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1023, 8192, 32_768, 65_535, 65_536, 1_000_000})
    default void bytes_arrive_in_order(int length) throws IOException {
        Response response = site().exchange(Request.get(app("/bytes?n=" + length)));
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.field("Content-Length")).hasValue(Integer.toString(length));
        assertThat(Pattern26.check(response.stream())).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 400, 401, 403, 404, 405, 409, 410, 418, 429, 500, 501, 503, 599})
    default void status_is_the_applications(int code) throws IOException {
        Response response = site().exchange(Request.get(app("/status?code=" + code)));
        assertThat(response.status()).isEqualTo(code);
        assertThat(response.body()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    default void status_without_a_body_keeps_the_connection(int code) throws IOException {
        try (Connection connection = Connection.open(site().http())) {
            Response response = connection.exchange(Request.get(app("/status?code=" + code)));
            assertThat(response.status()).isEqualTo(code);
            assertThat(response.body()).isEmpty();
            assertThat(response.field("Transfer-Encoding")).isEmpty();
            assertThat(connection.exchange(Request.get(app("/hello"))).body()).hasSize(1024);
        }
    }

    @Test
    default void error_page_is_the_applications() throws IOException {
        Response response = site().exchange(Request.get(app("/no-such-page?a=b")));
        assertThat(response.status()).isEqualTo(404);
        JsonNode error = JSON.readTree(response.body()).path("errorPage");
        assertThat(error.path("status").asInt()).isEqualTo(404);
        assertThat(error.path("requestURI").asText()).isEqualTo(app("/no-such-page"));
        assertThat(error.path("queryString").asText()).isEqualTo("a=b");
    }

    @Test
    default void exception_before_the_answer_is_an_error_page() throws IOException {
        Response response = site().exchange(Request.get(app("/throw?when=before")));
        assertThat(response.status()).isEqualTo(500);
        assertThat(JSON.readTree(response.body())
                        .path("errorPage")
                        .path("exception")
                        .asText())
                .contains("thrown before commit");
    }

    @Test
    default void exception_in_the_answer_is_seen_as_truncation() throws IOException {
        try (Connection connection = Connection.open(site().http())) {
            connection.send(Request.get(app("/throw?when=after")));
            assertThatThrownBy(() -> connection.response("GET")).isInstanceOf(IOException.class);
        }
        assertThat(site().exchange(Request.get(app("/hello"))).status()).isEqualTo(200);
    }

    @Test
    default void redirect_goes_where_the_client_came_from() throws IOException {
        Response relative = site().exchange(Request.get(app("/redirect?to=hello")));
        assertThat(relative.status()).isEqualTo(302);
        assertThat(relative.field("Location")).isPresent();
        assertThat(relative.field("Location").get()).isIn("http://" + Request.HOST + app("/hello"), app("/hello"));
        Response absolute = site().exchange(Request.get(app("/redirect?to=https%3A%2F%2Fother.example.test%2Fx%3Fy")));
        assertThat(absolute.field("Location")).hasValue("https://other.example.test/x?y");
    }

    @Test
    default void redirect_of_https_stays_on_https() throws IOException {
        Response response = Connection.exchange(site().https(), Request.get(app("/redirect?to=hello")));
        assertThat(response.field("Location").orElse(""))
                .isIn("https://" + Request.HOST + app("/hello"), app("/hello"));
    }

    @Test
    default void cookies_keep_their_attributes_and_their_own_lines() throws IOException {
        Response response = site().exchange(Request.get(app("/cookies")));
        assertThat(response.all("Set-Cookie")).hasSize(2);
        assertThat(response.all("Set-Cookie").get(0))
                .startsWith("hidden=from-scripts")
                .contains("HttpOnly", "Path=");
        assertThat(response.all("Set-Cookie").get(1))
                .startsWith("strict=same-site")
                .contains("SameSite=Strict");
    }

    @Test
    default void session_lives_in_a_cookie() throws IOException {
        Response first = site().exchange(Request.get(app("/session")));
        assertThat(Scenarios.json(first).path("counter").asInt()).isEqualTo(1);
        String cookie = first.field("Set-Cookie").orElseThrow().split(";")[0];
        JsonNode second = Scenarios.json(
                Connection.exchange(site().https(), Request.get(app("/session")).with("Cookie: " + cookie)));
        assertThat(second.path("counter").asInt()).isEqualTo(2);
        assertThat(second.path("requestedSessionIdFromCookie").asBoolean()).isTrue();
    }

    @Test
    default void session_id_in_the_path_is_understood() throws IOException {
        Response first = site().exchange(Request.get(app("/session")));
        String id = first.field("Set-Cookie").orElseThrow().split("[=;]")[1];
        JsonNode second = Scenarios.json(site().exchange(Request.get(app("/session;jsessionid=" + id))));
        assertThat(second.path("counter").asInt()).isEqualTo(2);
        assertThat(second.path("requestedSessionIdFromCookie").asBoolean()).isFalse();
    }

    @Test
    default void jsp_is_compiled_and_shown() throws IOException {
        Response response = Connection.exchange(site().https(), Request.get(app("/page.jsp?name=%3CAda%3E")));
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text())
                .contains("<dd id=\"product\">42</dd>", "&lt;Ada&gt;", "<dd id=\"scheme\">https</dd>", "schooner");
    }

    @Test
    default void forward_and_include_reach_another_servlet() throws IOException {
        JsonNode forwarded = Scenarios.json(site().exchange(Request.get(app("/forward?x=1"))));
        assertThat(forwarded.path("dispatcherType").asText()).isEqualTo("FORWARD");
        assertThat(forwarded.path("requestURI").asText()).isEqualTo(app("/echo/forwarded"));
        Response included = site().exchange(Request.get(app("/include")));
        assertThat(included.text()).startsWith("before the include").endsWith("after the include\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"count=80&size=30", "count=3&size=1000"})
    default void many_header_fields_arrive(String query) throws IOException {
        Response response = site().exchange(Request.get(app("/headers-out?" + query)));
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.fields().stream()
                        .filter(field -> field.getKey().toLowerCase().startsWith("x-out-")))
                .hasSize(Integer.parseInt(query.split("[=&]")[1]));
    }

    @Test
    default void flushed_lines_arrive_at_once() throws IOException {
        assertArrivesBeforeTheNext(site().http(), "/stream?chunks=2", "chunk 1 of 2\n", "chunk 2 of 2\n");
    }

    @Test
    default void events_arrive_at_once() throws IOException {
        assertArrivesBeforeTheNext(site().https(), "/sse?events=2", "id: 1\n", "id: 2\n");
    }

    /** The client has what was flushed while the servlet is still waiting to write the rest. */
    private static void assertArrivesBeforeTheNext(Server server, String target, String first, String second)
            throws IOException {
        long pauseMillis = 2500;
        try (Connection connection = Connection.open(server)) {
            long start = System.nanoTime();
            connection.send(Request.get(app(target + "&ms=" + pauseMillis)));
            InputStream body = connection.body("GET", connection.head());
            assertThat(body.readNBytes(first.length())).asString().isEqualTo(first);
            assertThat((System.nanoTime() - start) / 1_000_000)
                    .as("milliseconds to the first line before the second")
                    .isLessThan(pauseMillis);
            assertThat(body.readAllBytes()).asString().contains(second);
        }
    }

    @Test
    default void stream_ends_when_the_servlet_does() throws IOException {
        Response response = site().exchange(Request.get(app("/stream?chunks=50&ms=1")));
        assertThat(response.text()).startsWith("chunk 1 of 50\n").endsWith("chunk 50 of 50\n");
    }

    @Test
    default void stream_to_an_http_1_0_client_ends_with_the_connection() throws IOException {
        Response response =
                site().exchange(Request.get(app("/stream?chunks=3&ms=1")).http10());
        assertThat(response.field("Transfer-Encoding")).isEmpty();
        assertThat(response.text()).isEqualTo("chunk 1 of 3\nchunk 2 of 3\nchunk 3 of 3\n");
    }
}
