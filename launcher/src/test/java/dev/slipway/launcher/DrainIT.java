// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.example.HeldServlet;
import dev.slipway.fastcgi.testkit.Await;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.WireScript;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrainIT {
    @TempDir
    Path directory;

    private TestApplication application;
    private Path heldBy;
    private Path socket;

    @BeforeEach
    void writeApplication() throws IOException {
        application = TestApplication.in(directory.resolve("app"))
                .with(HeldServlet.class)
                .describedBy("""
                        <servlet><servlet-name>held</servlet-name><servlet-class>%s</servlet-class></servlet>
                        <servlet-mapping><servlet-name>held</servlet-name><url-pattern>/held</url-pattern></servlet-mapping>
                        """.formatted(HeldServlet.class.getName()));
        heldBy = Files.createFile(directory.resolve("held"));
        socket = directory.resolve("app.sock");
    }

    @Test
    void aRunningRequestIsAnsweredBeforeTheEnd() throws Exception {
        try (Program slipway = start("--drain-timeout", "60")) {
            slipway.out.beginning("listening on ");
            try (FastCgiPeer peer = FastCgiPeer.connect(UnixDomainSocketAddress.of(socket))) {
                peer.send(WireScript.getRequest(1, true, "/held"));
                slipway.out.beginning("begun");

                slipway.terminate();
                slipway.out.beginning("stopping, requests running: 1, waiting for them up to 60 s");
                Files.delete(heldBy);

                assertThat(peer.readAnswer(1).bodyText()).isEqualTo("done");
            }
            assertThat(slipway.exitCode()).isZero();
            assertThat(slipway.out.all()).last().isEqualTo("stopped");
        }
    }

    /** A web server that has the connection already does not know of the stop. */
    @Test
    void aRequestThatComesMeanwhileOnAConnectionThatIsInUseIsAnswered() throws Exception {
        try (Program slipway = start("--drain-timeout", "60")) {
            slipway.out.beginning("listening on ");
            try (FastCgiPeer peer = FastCgiPeer.connect(UnixDomainSocketAddress.of(socket))) {
                peer.send(WireScript.getRequest(1, true, "/held"));
                slipway.out.beginning("begun");
                slipway.terminate();
                Await.until(() -> !Files.exists(socket), Duration.ofSeconds(60), "the socket is gone");

                peer.send(WireScript.getRequest(3, true, "/"));
                assertThat(peer.readAnswer(3).status()).isEqualTo(200);
                Files.delete(heldBy);
                assertThat(peer.readAnswer(1).bodyText()).isEqualTo("done");
            }
            assertThat(slipway.exitCode()).isZero();
        }
    }

    @Test
    void aRequestThatTakesTooLongIsCutOff() throws Exception {
        try (Program slipway = start("--drain-timeout", "1")) {
            slipway.out.beginning("listening on ");
            try (FastCgiPeer peer = FastCgiPeer.connect(UnixDomainSocketAddress.of(socket))) {
                peer.send(WireScript.getRequest(1, true, "/held"));
                slipway.out.beginning("begun");

                assertThat(slipway.terminate().exitCode()).isZero();
            }
            assertThat(slipway.out.all())
                    .contains("stopping, requests running: 1, waiting for them up to 1 s")
                    .last()
                    .isEqualTo("stopped");
            assertThat(socket).doesNotExist();
        }
    }

    private Program start(String option, String value) throws IOException {
        return Program.start(
                directory,
                Map.of("SLIPWAY_JAVA_OPTS", "-Dheld.by=" + heldBy),
                Program.SLIPWAY,
                "run",
                "--listen",
                "unix:" + socket,
                option,
                value,
                application.path().toString());
    }
}
