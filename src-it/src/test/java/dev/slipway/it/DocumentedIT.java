// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.backend.DocumentedBackend;
import dev.slipway.it.backend.Workplace;
import dev.slipway.it.client.Request;
import dev.slipway.it.documentation.Documentation;
import dev.slipway.it.frontend.Account;
import dev.slipway.it.frontend.ApacheFrontEnd;
import dev.slipway.it.frontend.FrontEnd;
import dev.slipway.it.process.ChildProcess;
import dev.slipway.it.process.Ports;
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
 * Does what the documentation tells its readers to do: the commands are taken from its blocks, the configurations from the
 * files that the blocks show. Only names that depend on the machine are replaced.
 */
class DocumentedIT {
    private static final String SOCKET = "/run/slipway.sock";
    private static final String TCP = "127.0.0.1:9000";
    private static final String GROUP = "group=www-data";

    /** Where the reader is: as the tree after a build, and with a WAR. */
    @TempDir
    static Path reader;

    @BeforeAll
    static void unpack() throws IOException {
        Path distribution = Workplace.distribution();
        Path built = Files.createDirectories(reader.resolve("launcher/target"));
        Files.copy(distribution, built.resolve(distribution.getFileName()));
        Files.copy(Workplace.sampleWar(), reader.resolve("your.war"));
        run(Documentation.command("unpack"));
    }

    private static String run(String command) throws IOException {
        return ChildProcess.run(
                List.of("sh", "-c", "cd \"$1\" && " + command, "sh", reader.toString()), reader.resolve("out.log"));
    }

    @Test
    void options_of_the_documentation_are_there() throws IOException {
        String slipway = Documentation.command("serve").split(" run ")[0];
        assertThat((run(slipway + " run --help") + run("'" + Workplace.tree().resolve("demo.sh") + "' --help"))
                        .split("[\\s=]+"))
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
            String label = "documented-" + configuration;
            Path work = ApacheFrontEnd.work(ApacheFrontEnd.NAME, label);
            Path shared = ApacheFrontEnd.sharedDirectory();
            String tcp = "127.0.0.1:" + Ports.free();
            Path documented = Workplace.tree().resolve("docs/apache/" + configuration + ".conf");
            return new ApacheFrontEnd(
                    label,
                    shared,
                    Files.writeString(work.resolve("documented.conf"), here(Files.readString(documented), shared, tcp)),
                    new DocumentedBackend(work, reader, here(Documentation.command(command), shared, tcp)));
        }

        private static String here(String documented, Path shared, String tcp) throws IOException {
            return documented
                    .replace(SOCKET, shared.resolve("slipway.sock").toString())
                    .replace(GROUP, "group=" + Account.groupOfWebServers())
                    .replace(TCP, tcp);
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
