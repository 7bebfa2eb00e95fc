// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.FastCgiPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An address that other machines reach is refused, with what to write in its place. */
class AccessIT {
    @TempDir
    Path directory;

    private String application;
    private Path secret;

    @BeforeEach
    void write() throws IOException {
        application = TestApplication.in(directory.resolve("app")).path().toString();
        secret = Files.writeString(directory.resolve("secret"), "correct-horse-battery-staple\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    }

    private Program start(Map<String, String> environment, String... arguments) throws IOException {
        String[] all = Stream.concat(Stream.concat(Stream.of("run"), Stream.of(arguments)), Stream.of(application))
                .toArray(String[]::new);
        return Program.start(directory, environment, Program.SLIPWAY, all);
    }

    private String refusal(String address) throws Exception {
        try (Program slipway = start(Map.of(), "--listen", address)) {
            assertThat(slipway.exitCode()).isEqualTo(1);
            assertThat(slipway.out.all()).noneMatch(line -> line.startsWith("listening"));
            return String.join("\n", slipway.err.all());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp:0.0.0.0:0", "tcp:[::]:0", "tcp:192.0.2.1:9000"})
    void r18_anAddressThatOtherMachinesReachIsRefusedWithTheWaysOut(String address) throws Exception {
        assertThat(refusal(address))
                .isEqualTo("slipway run: cannot listen on " + address + ": other machines can reach it, and whoever can"
                        + " connect can claim to be any user; name the web servers: --listen '" + address
                        + "?allowedClients=192.0.2.7' or FCGI_WEB_SERVER_ADDRS=192.0.2.7 in the environment; or share a"
                        + " secret with them: --listen '" + address + "?secretFile=FILE'; or listen on 127.0.0.1, on"
                        + " [::1] or on a Unix socket (unix:PATH)");
    }

    /** What the sentence says is right as it stands. */
    @Test
    void r19_eachOfTheWaysOutStarts() throws Exception {
        List<String> quoted = Stream.of(refusal("tcp:0.0.0.0:0").split("--listen '"))
                .skip(1)
                .map(rest -> rest.substring(0, rest.indexOf('\'')).replace("FILE", secret.toString()))
                .toList();
        assertThat(quoted).hasSize(2);

        for (String address : quoted) {
            try (Program slipway = start(Map.of(), "--listen", address)) {
                slipway.out.beginning("listening on tcp:0.0.0.0:");
            }
        }
        try (Program slipway = start(Map.of("FCGI_WEB_SERVER_ADDRS", "192.0.2.7"), "--listen", "tcp:0.0.0.0:0")) {
            slipway.out.beginning("listening on tcp:0.0.0.0:");
        }
    }

    private static InetSocketAddress loopback(Program slipway) throws InterruptedException {
        String line = slipway.out.beginning("listening on ");
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)));
    }

    @Test
    void theEnvironmentNamesTheOnlyClients() throws Exception {
        try (Program slipway = start(Map.of("FCGI_WEB_SERVER_ADDRS", "192.0.2.7"), "--listen", "tcp:127.0.0.1:0");
                FastCgiPeer peer = FastCgiPeer.connect(loopback(slipway))) {
            peer.expectClosed();
            assertThat(slipway.err.containing("Refused a connection of 127.0.0.1"))
                    .endsWith("only counted.");
        }
        try (Program slipway =
                        start(Map.of("FCGI_WEB_SERVER_ADDRS", "192.0.2.7, 127.0.0.1"), "--listen", "tcp:127.0.0.1:0");
                FastCgiPeer peer = FastCgiPeer.connect(loopback(slipway))) {
            assertThat(peer.get("/").status()).isEqualTo(200);
        }
    }

    @Test
    void theEnvironmentIsReadWithCare() throws Exception {
        try (Program slipway = start(Map.of("FCGI_WEB_SERVER_ADDRS", "web"), "--listen", "tcp:127.0.0.1:0")) {
            assertThat(slipway.exitCode()).isEqualTo(1);
            assertThat(slipway.err.all())
                    .first()
                    .asString()
                    .startsWith("slipway run: environment variable FCGI_WEB_SERVER_ADDRS: 'web' is not an IP address");
        }
    }

    @Test
    void aSecretIsAskedFor() throws Exception {
        try (Program slipway =
                start(Map.of(), "--listen", "tcp:127.0.0.1:0?secretFile=" + secret + "&secretParam=OURS")) {
            InetSocketAddress address = loopback(slipway);
            try (FastCgiPeer peer = FastCgiPeer.connect(address)) {
                assertThat(peer.get("/", "OURS", "correct-horse-battery-staple").status())
                        .isEqualTo(200);
            }
            try (FastCgiPeer peer = FastCgiPeer.connect(address)) {
                assertThat(peer.get("/").status()).isEqualTo(403);
            }
            assertThat(slipway.err.containing("Refused a request of 127.0.0.1"))
                    .contains("the parameter OURS is missing or wrong");
        }
    }

    @Test
    void aSecretThatCannotBeReadIsExplained() throws Exception {
        Files.delete(secret);

        assertThat(refusal("tcp:127.0.0.1:0?secretFile=" + secret))
                .isEqualTo("slipway run: cannot listen on tcp:127.0.0.1:0: the file " + secret
                        + " with the secret does not exist");
    }
}
