// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Pattern26;
import dev.slipway.it.client.Request;
import dev.slipway.it.client.Response;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** What the documentation promises to those who copy a configuration from it. */
public interface DocumentedScenarios extends Scenarios {
    /** Where the application is, without a slash at its end. */
    String path();

    @Test
    default void get_arrives_as_the_client_sent_it() throws IOException {
        JsonNode echo = Scenarios.json(
                site().exchange(Request.get(path() + "/echo/a%20b;c?d=%2F").with("Authorization: Bearer mine")));
        assertThat(echo.path("contextPath").asText()).isEqualTo(path());
        assertThat(echo.path("requestURI").asText()).isEqualTo(path() + "/echo/a%20b;c");
        assertThat(echo.path("queryString").asText()).isEqualTo("d=%2F");
        assertThat(echo.path("headers").toString()).contains("Bearer mine");
        assertThat(echo.path("remoteAddr").asText()).isEqualTo("127.0.0.1");
    }

    @Test
    default void https_needs_nothing_more() throws IOException {
        JsonNode echo = Scenarios.json(Connection.exchange(site().https(), Request.get(path() + "/echo")));
        assertThat(echo.path("secure").asBoolean()).isTrue();
        assertThat(echo.path("scheme").asText()).isEqualTo("https");
        assertThat(echo.path("requestURL").asText()).isEqualTo("https://" + Request.HOST + path() + "/echo");
    }

    @Test
    default void post_brings_its_body() throws IOException {
        byte[] body = Pattern26.bytes(100_000);
        JsonNode digest =
                Scenarios.json(site().exchange(Request.post(path() + "/digest", "application/octet-stream", body)));
        assertThat(digest.path("sha256").asText()).isEqualTo(Scenarios.sha256(body));
    }

    @Test
    default void length_of_an_answer_is_kept() throws IOException {
        assertThat(site().exchange(Request.get(path() + "/hello")).field("Content-Length"))
                .hasValue("1024");
    }

    /** The client has what was flushed while the servlet is still waiting to write the rest. */
    @Test
    default void flushed_line_arrives_before_the_next_is_written() throws IOException {
        long pauseMillis = 2500;
        try (Connection connection = Connection.open(site().http())) {
            long start = System.nanoTime();
            connection.send(Request.get(path() + "/stream?chunks=2&ms=" + pauseMillis));
            InputStream lines = connection.body("GET", connection.head());
            assertThat(lines.readNBytes(13)).asString().isEqualTo("chunk 1 of 2\n");
            assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(pauseMillis);
            assertThat(lines.readAllBytes()).asString().isEqualTo("chunk 2 of 2\n");
        }
    }

    @Test
    default void encoded_slash_is_refused_by_slipway_and_not_by_the_web_server() throws IOException {
        Response response = site().exchange(Request.get(path() + "/echo/a%2Fb"));
        assertThat(response.status()).isEqualTo(400);
    }

    @Test
    default void redirect_stays_in_the_application() throws IOException {
        assertThat(site().exchange(Request.get(path() + "/redirect?to=hello")).field("Location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith(path() + "/hello"));
    }
}
