// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.it.backend.Backend;
import dev.slipway.it.backend.DocumentedBackend;
import dev.slipway.it.documentation.Documentation;
import dev.slipway.it.frontend.ProcessFrontEnd;
import dev.slipway.it.process.Leftovers;
import dev.slipway.it.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what docs/cgi-fcgi.md tells its readers to do, with the program cgi-fcgi of libfcgi. */
class CgiFcgiIT {
    @TempDir
    static Path directory;

    private static Leftovers before;
    private static DocumentationReader reader;
    private static Path shared;
    private static Backend backend;

    @BeforeAll
    static void serve() throws IOException {
        before = Leftovers.now();
        reader = DocumentationReader.in(directory);
        shared = ProcessFrontEnd.sharedDirectory();
        backend = new DocumentedBackend(ProcessFrontEnd.work("cgi-fcgi", "unix"), directory, command("serve"));
        backend.start();
    }

    @AfterAll
    static void stop() throws IOException {
        try {
            backend.awaitNothingLeftOpen();
        } finally {
            backend.stop();
            Files.deleteIfExists(shared);
        }
        before.awaitNoMore();
    }

    private static String command(String name) throws IOException {
        return DocumentationReader.here(Documentation.command(name), shared, "");
    }

    @Test
    void get_prints_header_and_body() throws IOException {
        String answer = reader.run(command("cgi-fcgi-get"));
        assertThat(header(answer)).contains("Content-Length: 1024").endsWith("Status: 200 OK");
        assertThat(body(answer)).hasSize(1024);
    }

    @Test
    void post_sends_its_input_and_header_fields() throws IOException {
        String answer = reader.run(command("cgi-fcgi-post"));
        assertThat(header(answer)).contains("Content-Type: application/json").endsWith("Status: 200 OK");
        JsonNode echo = Scenarios.JSON.readTree(body(answer));
        assertThat(echo.path("method").asText()).isEqualTo("POST");
        assertThat(echo.path("parameters").toString()).isEqualTo("{\"a\":[\"1\"],\"b\":[\"2\"]}");
        assertThat(echo.path("headers").toString()).contains("mine");
    }

    @Test
    void status_of_an_error_is_in_the_header_and_the_exit_code_is_0() throws IOException {
        String answer = reader.run(command("cgi-fcgi-get").replace("/hello?a=b", "/status?code=404"));
        assertThat(header(answer)).endsWith("Status: 404 Not Found");
    }

    @Test
    void request_without_a_method_is_answered_400() throws IOException {
        String answer = reader.run(command("cgi-fcgi-get").replace("REQUEST_METHOD=GET ", ""));
        assertThat(header(answer)).endsWith("Status: 400 Bad Request");
    }

    private static String header(String answer) {
        return answer.substring(0, answer.indexOf("\r\n\r\n"));
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
}
