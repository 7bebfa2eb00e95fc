// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.backend.DocumentedBackend;
import dev.slipway.it.client.Request;
import dev.slipway.it.frontend.FrontEnd;
import dev.slipway.it.frontend.H2oFrontEnd;
import dev.slipway.it.scenario.DocumentedScenarios;
import dev.slipway.it.scenario.ShortestScenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what docs/h2o.md tells its readers to do. */
class DocumentedH2oIT {
    @TempDir
    static Path directory;

    private static DocumentationReader reader;

    @BeforeAll
    static void unpack() throws IOException {
        reader = DocumentationReader.in(directory);
    }

    /** The ports, the certificate and the account are this run's; a configuration without https gets it as the page says. */
    private static FrontEnd h2o(String label, Path shared, Path configuration, DocumentedBackend backend)
            throws IOException {
        String documented = Files.readString(configuration);
        String http = "listen:\n  host: 127.0.0.1\n  port: ${httpPort}";
        String https = "listen:\n  host: 127.0.0.1\n  port: ${httpsPort}\n"
                + "  ssl:\n    certificate-file: ${certificate}\n    key-file: ${key}";
        Files.writeString(
                configuration,
                "error-log: ${directory}/error.log\naccess-log: ${directory}/access.log\n${account}\n"
                        + documented
                                .replace("user: www-data\n", "")
                                .replace("listen: 80", documented.contains("port: 443") ? http : http + "\n" + https)
                                .replace("port: 443", "host: 127.0.0.1\n  port: ${httpsPort}")
                                .replace("/etc/ssl/certs/www.example.test.pem", "${certificate}")
                                .replace("/etc/ssl/private/www.example.test.key", "${key}"));
        return new H2oFrontEnd(label, shared, configuration, backend);
    }

    private static FrontEnd h2o(String configuration) throws IOException {
        return reader.frontEnd(
                H2oFrontEnd.NAME, "documented-" + configuration, configuration, "serve", DocumentedH2oIT::h2o);
    }

    @Nested
    class Shortest extends DeployedScenarios implements ShortestScenarios {
        @Override
        protected FrontEnd frontEnd() throws IOException {
            return h2o("shortest");
        }
    }

    @Nested
    class Production extends DeployedScenarios implements DocumentedScenarios {
        @Override
        protected FrontEnd frontEnd() throws IOException {
            return h2o("production");
        }

        @Override
        public String path() {
            return "";
        }

        @Test
        void header_fields_are_counted_as_documented() throws IOException {
            assertThat(site().exchange(Request.get("/headers-out?count=80&size=10"))
                            .status())
                    .isEqualTo(200);
            assertThat(site().exchange(Request.get("/headers-out?count=150&size=10"))
                            .status())
                    .isEqualTo(503);
        }
    }
}
