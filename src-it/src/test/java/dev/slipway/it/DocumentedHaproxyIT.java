// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.backend.DocumentedBackend;
import dev.slipway.it.client.Pattern26;
import dev.slipway.it.client.Request;
import dev.slipway.it.frontend.FrontEnd;
import dev.slipway.it.frontend.HaproxyFrontEnd;
import dev.slipway.it.scenario.DocumentedScenarios;
import dev.slipway.it.scenario.Scenarios;
import dev.slipway.it.scenario.ShortestScenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what docs/haproxy.md tells its readers to do. */
class DocumentedHaproxyIT {
    @TempDir
    static Path directory;

    private static DocumentationReader reader;

    @BeforeAll
    static void unpack() throws IOException {
        reader = DocumentationReader.in(directory);
    }

    private static FrontEnd haproxy(String label, Path shared, Path configuration, DocumentedBackend backend)
            throws IOException {
        return new HaproxyFrontEnd(label, shared, withPorts(configuration), backend);
    }

    /** The ports, the certificate and the account are this run's; a configuration without https gets it as the page says. */
    static Path withPorts(Path configuration) throws IOException {
        String documented = Files.readString(configuration);
        String http = "bind 127.0.0.1:${httpPort}";
        String https = "bind 127.0.0.1:${httpsPort} ssl crt ${pem}";
        return Files.writeString(
                configuration,
                "global\n    log stdout format raw local0\n    ${account}\n\n"
                        + documented
                                .replace("bind :80", documented.contains(":443") ? http : http + "\n    " + https)
                                .replace("bind :443 ssl crt /etc/haproxy/www.example.test.pem", https));
    }

    private static FrontEnd haproxy(String configuration) throws IOException {
        return reader.frontEnd(
                HaproxyFrontEnd.NAME,
                "documented-" + configuration,
                configuration,
                "serve-tcp",
                DocumentedHaproxyIT::haproxy);
    }

    @Nested
    class Shortest extends DeployedScenarios implements ShortestScenarios {
        @Override
        protected FrontEnd frontEnd() throws IOException {
            return haproxy("shortest");
        }

        @Test
        void it_lacks_what_the_page_says() throws IOException {
            Request request = Request.get("/echo").with("Authorization: Bearer mine");
            assertThat(Scenarios.json(site().exchange(request)).path("headers").toString())
                    .doesNotContain("Bearer mine");
            for (int i = 0; i < 3; i++) {
                request = request.with("X-Long-" + i + ": " + "x".repeat(6000));
            }
            assertThat(site().exchange(request).status()).isEqualTo(400);
        }
    }

    @Nested
    class Production extends DeployedScenarios implements DocumentedScenarios {
        @Override
        protected FrontEnd frontEnd() throws IOException {
            return haproxy("production");
        }

        @Override
        public String path() {
            return "";
        }

        @Test
        void header_and_chunks_are_limited_as_documented() throws IOException {
            Request request = Request.get("/echo");
            for (int i = 0; i < 6; i++) {
                request = request.with("X-Long-" + i + ": " + "x".repeat(8000));
            }
            assertThat(site().exchange(request).status()).isEqualTo(200);
            Request chunks = Request.of("POST", "/count");
            assertThat(site().exchange(chunks.chunked(Pattern26.bytes(40_000), 5000))
                            .text())
                    .isEqualTo("40000");
            assertThat(site().exchange(chunks.chunked(Pattern26.bytes(100_000), 5000))
                            .status())
                    .isEqualTo(400);
        }

        @Test
        void header_fields_are_counted_as_documented() throws IOException {
            assertThat(site().exchange(Request.get("/headers-out?count=90&size=10"))
                            .status())
                    .isEqualTo(200);
            assertThat(site().exchange(Request.get("/headers-out?count=110&size=10"))
                            .status())
                    .isEqualTo(502);
        }
    }
}
