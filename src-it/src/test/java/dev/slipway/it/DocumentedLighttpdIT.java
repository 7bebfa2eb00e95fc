// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Pattern26;
import dev.slipway.it.client.Request;
import dev.slipway.it.frontend.FrontEnd;
import dev.slipway.it.frontend.LighttpdFrontEnd;
import dev.slipway.it.scenario.DocumentedScenarios;
import dev.slipway.it.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what docs/lighttpd.md tells its readers to do. */
class DocumentedLighttpdIT {
    @TempDir
    static Path directory;

    private static DocumentationReader reader;

    @BeforeAll
    static void unpack() throws IOException {
        reader = DocumentationReader.in(directory);
    }

    private static FrontEnd lighttpd(String configuration, String command) throws IOException {
        return reader.frontEnd(
                LighttpdFrontEnd.NAME, "documented-" + configuration, configuration, command, LighttpdFrontEnd::new);
    }

    @Nested
    class Shortest extends DeployedScenarios implements Scenarios {
        @Override
        protected FrontEnd frontEnd() throws IOException {
            return lighttpd("shortest", "serve");
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
            assertThat(site().exchange(Request.get("/echo").withBody(Pattern26.bytes(10)))
                            .status())
                    .isEqualTo(400);
        }
    }

    private abstract static class Documented extends DeployedScenarios implements DocumentedScenarios {
        @Test
        void header_that_is_too_long_is_answered_as_documented() throws IOException {
            Request request = Request.get(path() + "/hello");
            assertThat(site().exchange(request.with("X-Long: " + "x".repeat(9000)))
                            .status())
                    .isEqualTo(431);
            assertThat(site().exchange(Request.get(path() + "/headers-out?count=1&size=15000"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Nested
    class Production extends Documented {
        @Override
        protected FrontEnd frontEnd() throws IOException {
            return lighttpd("production", "serve");
        }

        @Override
        public String path() {
            return "";
        }
    }

    @Nested
    class AtAPath extends Documented {
        @Override
        protected FrontEnd frontEnd() throws IOException {
            return lighttpd("path", "serve-path");
        }

        @Override
        public String path() {
            return "/shop";
        }

        @Test
        void other_paths_are_lighttpds_own() throws IOException {
            for (String other : List.of("/hello", "/shopping", "/shop.html")) {
                assertThat(site().exchange(Request.get(other)).status()).isEqualTo(404);
            }
        }
    }
}
