// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The runner from the command line to the report, for a moment, with the servers that the build itself has. No figure is judged:
 * nor is jetty-fcgi-server, which now and then answers wrongly and closes kept connections under a request. The report counts that.
 */
class RunIT {
    private static final String SERVERS = "^(nio-floor|slipway|jetty-fcgi|jetty-http|tomcat) [^→]*$";

    @Test
    void no_server_but_jetty_fcgi_answers_wrongly_in_any_scenario(@TempDir Path results) throws IOException {
        int status = new CommandLine(new RunCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute("--rounds=1", "--seconds=0.2", "--crowd=20", "--only=" + SERVERS, "--output=" + results);
        assertThat(status).isZero();

        JsonNode json =
                new ObjectMapper().readTree(results.resolve("performance.json").toFile());
        List<String> measured = new ArrayList<>();
        for (JsonNode measurement : json.get("measurements")) {
            measured.add(measurement.get("scenario").asText() + ": "
                    + measurement.get("contender").asText());
            JsonNode load = measurement.get("load");
            String contender = measurement.get("contender").asText();
            if (!contender.startsWith("jetty-fcgi-server")) {
                assertThat(load.get("wrong").asLong()).as("%s", measurement).isZero();
            }
            if (contender.startsWith("Slipway")) {
                assertThat(load.get("failures").asLong()).as("%s", measurement).isZero();
            }
        }
        assertThat(measured)
                .hasSize(57)
                .contains(
                        "get-16: Slipway, TCP, without HandOverExecutor",
                        "get-512: Slipway, Unix",
                        "multiplexed: Slipway, TCP",
                        "new-connections: jetty-fcgi-server, TCP",
                        "upload: Tomcat, HTTP/1.1",
                        "download: Tomcat, AJP");
        assertThat(json.get("figures")).hasSizeGreaterThanOrEqualTo(20);

        assertThat(results.resolve("performance.md"))
                .content()
                .contains("## Goals", "| Slipway, TCP |", "heap for an idle connection", "| Slipway, jetty-adapter |");
        assertThat(Files.readString(results.resolve("performance.svg")))
                .startsWith("<svg")
                .contains("Slipway, Unix");
    }
}
