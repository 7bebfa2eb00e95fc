// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.backend.DocumentedBackend;
import dev.slipway.it.backend.Workplace;
import dev.slipway.it.client.Request;
import dev.slipway.it.frontend.ApacheFrontEnd;
import dev.slipway.it.frontend.FrontEnd;
import dev.slipway.it.frontend.LighttpdFrontEnd;
import dev.slipway.it.scenario.AuthorizerScenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does what docs/authorizer.md tells its readers to do, with its files apache.conf, apache-server.conf and lighttpd.conf, and with
 * the GateServlet of the sample application.
 */
class AuthorizerIT {
    @TempDir
    static Path directory;

    private static DocumentationReader reader;

    @BeforeAll
    static void unpack() throws IOException {
        reader = DocumentationReader.in(directory);
    }

    private static Path documented(String name) {
        return Workplace.tree().resolve("docs/authorizer/" + name + ".conf");
    }

    private static FrontEnd frontEnd(String name, String command, DocumentationReader.Kind kind) throws IOException {
        return reader.frontEnd(name, "authorizer", documented(name), command, kind);
    }

    @Nested
    class Apache extends DeployedScenarios implements AuthorizerScenarios {
        @Override
        protected FrontEnd frontEnd() throws IOException {
            return AuthorizerIT.frontEnd(ApacheFrontEnd.NAME, "serve-gate-tcp", ApacheFrontEnd::new);
        }

        @Test
        void text_of_a_no_is_called_html() throws IOException {
            assertThat(site().exchange(Request.get("/gate")).field("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        }
    }

    @Nested
    class Lighttpd extends DeployedScenarios implements AuthorizerScenarios {
        @Override
        protected FrontEnd frontEnd() throws IOException {
            return AuthorizerIT.frontEnd(LighttpdFrontEnd.NAME, "serve-gate", LighttpdFrontEnd::new);
        }

        @Test
        void type_of_a_no_is_the_applications() throws IOException {
            assertThat(site().exchange(Request.get("/gate")).field("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        }
    }

    /** The page's configuration without what answers: behind the gate is a file of the web server's own. */
    private abstract static class OwnFiles extends DeployedScenarios {
        private static final String FILE = "only for those aboard\n";

        private final String name;
        private final String command;
        private final String answering;
        private final DocumentationReader.Kind kind;

        OwnFiles(String name, String command, String answering, DocumentationReader.Kind kind) {
            this.name = name;
            this.command = command;
            this.answering = answering;
            this.kind = kind;
        }

        @Override
        protected FrontEnd frontEnd() throws IOException {
            return reader.frontEnd(name, "authorizer-files", documented(name), command, this::make);
        }

        private FrontEnd make(String label, Path shared, Path application, DocumentedBackend backend)
                throws IOException {
            Path guarded = Files.createDirectories(shared.resolve("documents/gate"));
            Files.writeString(guarded.resolve("log.txt"), FILE);
            String whole = Files.readString(application);
            String gateOnly = whole.replaceFirst(answering, "");
            assertThat(gateOnly).isNotEqualTo(whole);
            return kind.of(label, shared, Files.writeString(application, gateOnly), backend);
        }

        @Test
        void file_is_for_those_who_are_let_in() throws IOException {
            Request request = Request.get("/gate/log.txt");
            assertThat(site().exchange(request).status()).isEqualTo(403);
            assertThat(site().exchange(request.with("Cookie: pass=ada")).text()).isEqualTo(FILE);
        }
    }

    @Nested
    class ApacheFiles extends OwnFiles {
        ApacheFiles() {
            super(ApacheFrontEnd.NAME, "serve-gate-tcp", "(?m)^ProxyPass .*$", ApacheFrontEnd::new);
        }
    }

    @Nested
    class LighttpdFiles extends OwnFiles {
        LighttpdFiles() {
            super(LighttpdFrontEnd.NAME, "serve-gate", ",\\s+\"/\" => [^)]*\\)\\)", LighttpdFrontEnd::new);
        }
    }
}
