// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.backend.Workplace;
import dev.slipway.it.client.Request;
import dev.slipway.it.frontend.ApacheFrontEnd;
import dev.slipway.it.frontend.FrontEnd;
import dev.slipway.it.frontend.LighttpdFrontEnd;
import dev.slipway.it.scenario.AuthorizerScenarios;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what docs/authorizer.md tells its readers to do, with the sample application's GateServlet. */
class AuthorizerIT {
    @TempDir
    static Path directory;

    private static DocumentationReader reader;

    @BeforeAll
    static void unpack() throws IOException {
        reader = DocumentationReader.in(directory);
    }

    private static FrontEnd frontEnd(String name, String command, DocumentationReader.Kind kind) throws IOException {
        Path documented = Workplace.tree().resolve("docs/authorizer/" + name + ".conf");
        return reader.frontEnd(name, "authorizer", documented, command, kind);
    }

    @Nested
    class Apache extends DeployedScenarios implements AuthorizerScenarios {
        /** With what of apache-server.conf belongs outside of virtual hosts. */
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
}
