// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.backend.DocumentedBackend;
import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Pattern26;
import dev.slipway.it.client.Request;
import dev.slipway.it.frontend.FrontEnd;
import dev.slipway.it.frontend.NginxFrontEnd;
import dev.slipway.it.scenario.DocumentedScenarios;
import dev.slipway.it.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what docs/nginx.md tells its readers to do. */
class DocumentedNginxIT {
    @TempDir
    static Path directory;

    private static DocumentationReader reader;

    @BeforeAll
    static void unpack() throws IOException {
        reader = DocumentationReader.in(directory);
    }

    static FrontEnd nginx(String label, Path shared, Path application, DocumentedBackend backend) throws IOException {
        return new NginxFrontEnd(label, shared, withPorts(application), backend);
    }

    /** The ports and the certificate are this run's; a configuration without https gets it as the page says. */
    static Path withPorts(Path application) throws IOException {
        String http = "listen 127.0.0.1:${httpPort};";
        String https = "listen 127.0.0.1:${httpsPort} ssl http2;";
        String documented = Files.readString(application);
        return Files.writeString(
                application,
                documented
                        .replace("listen 80;", documented.contains("listen 443") ? http : http + https)
                        .replace("listen 443 ssl http2;", https)
                        .replace("/etc/ssl/certs/www.example.test.pem", "${certificate}")
                        .replace("/etc/ssl/private/www.example.test.key", "${key}"));
    }

    private static FrontEnd nginx(String configuration, String command) throws IOException {
        return reader.frontEnd(
                NginxFrontEnd.NAME, "documented-" + configuration, configuration, command, DocumentedNginxIT::nginx);
    }

    @Nested
    class Shortest extends DeployedScenarios implements Scenarios {
        @Override
        protected FrontEnd frontEnd() throws IOException {
            return nginx("shortest", "serve");
        }

        @Test
        void it_works() throws IOException {
            assertThat(site().exchange(Request.get("/hello")).body()).hasSize(1024);
            assertThat(Scenarios.json(Connection.exchange(site().https(), Request.get("/echo")))
                            .path("secure")
                            .asBoolean())
                    .isTrue();
            byte[] body = Pattern26.bytes(100_000);
            assertThat(site().exchange(Request.post("/count", "text/plain", body))
                            .text())
                    .isEqualTo("100000");
        }

        @Test
        void it_lacks_what_the_page_says() throws IOException {
            byte[] body = Pattern26.bytes(2_000_000);
            assertThat(site().exchange(Request.post("/count", "text/plain", body))
                            .status())
                    .isEqualTo(413);
            assertThat(site().exchange(Request.get("/headers-out?count=1&size=5000"))
                            .status())
                    .isEqualTo(502);
            assertThat(Scenarios.json(site().exchange(Request.get("/echo")))
                            .path("serverPort")
                            .asInt())
                    .as("port of the header Host, which says %s", Request.HOST)
                    .isIn(80, 8765);
        }
    }

    private abstract static class Documented extends DeployedScenarios implements DocumentedScenarios {
        @Test
        void header_that_is_too_long_is_answered_as_documented() throws IOException {
            Request request = Request.get(path() + "/hello");
            assertThat(site().exchange(request.with("X-Long: " + "x".repeat(8190)))
                            .status())
                    .isEqualTo(400);
            assertThat(site().exchange(Request.get(path() + "/headers-out?count=1&size=15000"))
                            .status())
                    .isEqualTo(200);
            assertThat(site().exchange(Request.get(path() + "/headers-out?count=2&size=10000"))
                            .status())
                    .isEqualTo(502);
        }
    }

    @Nested
    class Production extends Documented {
        @Override
        protected FrontEnd frontEnd() throws IOException {
            return nginx("production", "serve");
        }

        @Override
        public String path() {
            return "";
        }

        @Test
        void target_for_another_host_than_the_header_is_refused() throws IOException {
            String own = "http://" + Request.HOST + "/hello";
            assertThat(site().exchange(Request.get(own)).status()).isEqualTo(200);
            assertThat(site().exchange(Request.get(own).with("Host: evil.example.test"))
                            .status())
                    .isEqualTo(400);
            assertThat(site().exchange(Request.get("/hello").http10()).status()).isEqualTo(200);
        }
    }

    @Nested
    class AtAPath extends Documented {
        @Override
        protected FrontEnd frontEnd() throws IOException {
            return nginx("path", "serve-path");
        }

        @Override
        public String path() {
            return "/shop";
        }

        @Test
        void other_paths_are_nginxs_own() throws IOException {
            for (String other : List.of("/hello", "/shopping", "/shop.html")) {
                assertThat(site().exchange(Request.get(other)).status()).isEqualTo(404);
            }
        }
    }
}
