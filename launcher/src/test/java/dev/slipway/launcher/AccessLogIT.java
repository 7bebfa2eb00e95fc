// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.FastCgiPeer;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogIT {
    @TempDir
    Path directory;

    private String application;
    private Path socket;

    @BeforeEach
    void write() throws IOException {
        application = TestApplication.in(directory.resolve("app")).path().toString();
        socket = directory.resolve("app.sock");
    }

    private Program start(String... arguments) throws IOException {
        return Program.slipway(
                Stream.of(Stream.of("run", "--listen", "unix:" + socket), Stream.of(arguments), Stream.of(application))
                        .flatMap(all -> all)
                        .toArray(String[]::new));
    }

    private void get(String target, String... params) throws IOException {
        try (FastCgiPeer peer = FastCgiPeer.connect(UnixDomainSocketAddress.of(socket))) {
            assertThat(peer.get(target, params).status()).isEqualTo(200);
        }
    }

    @Test
    void eachRequestHasALineWithTheClientsAddress() throws Exception {
        Path log = directory.resolve("access.log");
        try (Program slipway = start("--access-log", log.toString())) {
            slipway.out.beginning("listening on ");
            get("/index.html?a=b", "REMOTE_ADDR", "192.0.2.33", "HTTP_USER_AGENT", "test");
            assertThat(slipway.terminate().exitCode()).isZero();
        }
        assertThat(Files.readString(log))
                .matches(
                        "192\\.0\\.2\\.33 - - \\[[^\\]]+] \"GET /index\\.html\\?a=b HTTP/1\\.1\" 200 \\d+ \"-?\" \"test\"\n");
    }

    @Test
    void theStandardOutputAndTheWebServersVariablesAreThereOnRequest() throws Exception {
        try (Program slipway = start("--access-log=-", "--access-log-format=%m %s %{SERVER_ADMIN}e %{NONE}e")) {
            slipway.out.beginning("listening on ");
            get("/", "SERVER_ADMIN", "webmaster@example.test");

            slipway.out.beginning("GET 200 webmaster@example.test -");
        }
    }

    @Test
    void aPlaceThatCannotBeWrittenIsExplained() throws Exception {
        Path log = directory.resolve("none/access.log");
        try (Program slipway = start("--access-log", log.toString())) {
            assertThat(slipway.exitCode()).isEqualTo(1);
            assertThat(slipway.err.all())
                    .first()
                    .asString()
                    .startsWith("slipway run: the access log " + log + " cannot be written by");
        }
    }

    @Test
    void theLevelsOfLoggersCanBeSet() throws Exception {
        try (Program slipway = start("--log-levels", "org.eclipse.jetty.server.Server=INFO")) {
            slipway.out.beginning("listening on ");
            slipway.err.containing("Started ");
            assertThat(slipway.terminate().exitCode()).isZero();
            assertThat(slipway.err.all()).allMatch(line -> line.contains("Server"));
        }
        try (Program slipway = start("--log-level", "OFF")) {
            slipway.out.beginning("listening on ");
            assertThat(slipway.terminate().exitCode()).isZero();
            assertThat(slipway.err.all()).isEmpty();
        }
    }

    @Test
    void virtualThreadsAreThereFromJava21On() throws Exception {
        try (Program slipway = start("--virtual-threads")) {
            if (Runtime.version().feature() < 21) {
                assertThat(slipway.exitCode()).isEqualTo(2);
                assertThat(slipway.err.all())
                        .first()
                        .asString()
                        .startsWith("slipway run: --virtual-threads needs Java 21 or later, and this is Java ");
            } else {
                slipway.out.beginning("listening on ");
                get("/index.html");
            }
        }
    }
}
