// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.backend.Workplace;
import dev.slipway.it.client.Request;
import dev.slipway.it.documentation.Documentation;
import dev.slipway.it.frontend.ApacheFrontEnd;
import dev.slipway.it.frontend.FrontEnd;
import dev.slipway.it.frontend.ModFcgidFrontEnd;
import dev.slipway.it.scenario.DocumentedScenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does what the README and the page about Apache httpd tell their readers to do: the commands are taken from their blocks,
 * the configurations from the files that the blocks show.
 */
class DocumentedIT {
    @TempDir
    static Path directory;

    private static DocumentationReader reader;

    @BeforeAll
    static void unpack() throws IOException {
        reader = DocumentationReader.in(directory);
    }

    @Test
    void options_of_the_documentation_are_there() throws IOException {
        String slipway = Documentation.command("serve").split(" run ")[0];
        assertThat((reader.run(slipway + " run --help-all")
                                + reader.run("'" + Workplace.tree().resolve("demo.sh") + "' --help")
                                + reader.run("'" + Workplace.relay("slipway-relay") + "' 2>&1 || true"))
                        .split("[\\s=\\[]+"))
                .containsAll(Documentation.options());
    }

    private abstract static class Documented extends DeployedScenarios implements DocumentedScenarios {
        private final String configuration;
        private final String command;

        Documented(String configuration, String command) {
            this.configuration = configuration;
            this.command = command;
        }

        @Override
        public String path() {
            return "";
        }

        @Override
        protected FrontEnd frontEnd() throws IOException {
            return reader.frontEnd(
                    ApacheFrontEnd.NAME, "documented-" + configuration, configuration, command, ApacheFrontEnd::new);
        }

        @Test
        void header_that_is_too_long_is_answered_as_documented() throws IOException {
            Request request = Request.get(path() + "/hello");
            assertThat(site().exchange(request.with("X-Long: " + "x".repeat(8190)))
                            .status())
                    .isEqualTo(400);
            for (int i = 0; i < 9; i++) {
                request = request.with("X-Long-" + i + ": " + "x".repeat(8000));
            }
            assertThat(site().exchange(request).status()).isEqualTo(431);
            assertThat(site().exchange(Request.get(path() + "/headers-out?count=1&size=9000"))
                            .status())
                    .isEqualTo(500);
        }
    }

    @Nested
    class Readme extends Documented {
        Readme() {
            super("readme", "serve");
        }
    }

    @Nested
    class Tcp extends Documented {
        Tcp() {
            super("tcp", "serve-tcp");
        }
    }

    @Nested
    class SetHandler extends Documented {
        SetHandler() {
            super("sethandler", "serve");
        }
    }

    @Nested
    class ModFcgid extends DeployedScenarios implements DocumentedScenarios {
        private static final String RELAY = "/opt/slipway/bin/slipway-relay";

        @Override
        public String path() {
            return "";
        }

        @Override
        protected FrontEnd frontEnd() throws IOException {
            return reader.frontEnd(
                    ApacheFrontEnd.NAME,
                    "documented-mod-fcgid",
                    "mod_fcgid",
                    "serve",
                    (label, shared, application, backend) -> new ModFcgidFrontEnd(
                            label,
                            shared,
                            Files.writeString(
                                    application,
                                    Files.readString(application)
                                            .replace(
                                                    RELAY,
                                                    ModFcgidFrontEnd.forWebServers(shared, "slipway-relay")
                                                            .toString())),
                            backend));
        }
    }

    @Nested
    class AtAPath extends Documented {
        AtAPath() {
            super("path", "serve-path");
        }

        @Override
        public String path() {
            return "/shop";
        }

        @Test
        void other_paths_are_httpds_own() throws IOException {
            for (String other : List.of("/hello", "/shopping", "/shop.html")) {
                assertThat(site().exchange(Request.get(other)).status()).isEqualTo(404);
            }
        }
    }
}
