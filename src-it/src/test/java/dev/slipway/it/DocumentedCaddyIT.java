// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.backend.DocumentedBackend;
import dev.slipway.it.client.Pattern26;
import dev.slipway.it.client.Request;
import dev.slipway.it.frontend.CaddyFrontEnd;
import dev.slipway.it.frontend.FrontEnd;
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

/** Does what docs/caddy.md tells its readers to do. */
class DocumentedCaddyIT {
    @TempDir
    static Path directory;

    private static DocumentationReader reader;

    @BeforeAll
    static void unpack() throws IOException {
        reader = DocumentationReader.in(directory);
    }

    /** The ports, the certificate and the account are this run's; http is served too. */
    private static FrontEnd caddy(String label, Path shared, Path configuration, DocumentedBackend backend)
            throws IOException {
        String documented = Files.readString(configuration);
        String site = "www.example.test {";
        String global =
                "{\n\tadmin off\n\tauto_https off\n\tgrace_period 2s\n\tstorage file_system ${directory}/storage\n}\n";
        String http = "http://:${httpPort} {\n\tbind 127.0.0.1";
        String https = "https://:${httpsPort} {\n\tbind 127.0.0.1\n\ttls ${certificate} ${key}";
        Files.writeString(configuration, global + documented.replace(site, http) + documented.replace(site, https));
        return new CaddyFrontEnd(label, shared, configuration, backend);
    }

    private static FrontEnd caddy(String configuration) throws IOException {
        return reader.frontEnd(
                CaddyFrontEnd.NAME, "documented-" + configuration, configuration, "serve", DocumentedCaddyIT::caddy);
    }

    @Nested
    class Shortest extends DeployedScenarios implements ShortestScenarios {
        @Override
        protected FrontEnd frontEnd() throws IOException {
            return caddy("shortest");
        }

        @Test
        void it_lacks_what_the_page_says() throws IOException {
            assertThat(site().exchange(Request.get("/hello")).field("Status")).hasValue("200 OK");
        }
    }

    @Nested
    class Production extends DeployedScenarios implements DocumentedScenarios {
        @Override
        protected FrontEnd frontEnd() throws IOException {
            return caddy("production");
        }

        @Override
        public String path() {
            return "";
        }

        @Test
        void body_without_a_type_is_not_a_form_and_the_status_is_not_a_field() throws IOException {
            assertThat(Scenarios.json(
                                    site().exchange(Request.of("POST", "/echo").withBody(Pattern26.bytes(10))))
                            .path("contentType")
                            .isNull())
                    .as("the form that Caddy makes of a body without a type is none")
                    .isTrue();
            assertThat(site().exchange(Request.get("/hello")).field("Status")).isEmpty();
        }
    }
}
