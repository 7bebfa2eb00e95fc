// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunIT {
    @TempDir
    Path directory;

    private String application;
    private Path socket;

    @BeforeEach
    void writeApplication() throws IOException {
        application = TestApplication.in(directory.resolve("app")).path().toString();
        socket = directory.resolve("app.sock");
    }

    @Test
    void eachListenerHasALineOnceItCanBeConnectedTo() throws Exception {
        try (Program slipway = Program.slipway(
                "run",
                "--listen",
                "tcp:127.0.0.1:0",
                "--listen",
                "unix:" + socket,
                "--context-path",
                "/app",
                application)) {
            slipway.out.beginning("serving " + application + " at /app");
            String tcp = slipway.out.beginning("listening on tcp:127.0.0.1:");
            slipway.out.beginning("listening on unix:" + socket);

            int port = Integer.parseInt(tcp.substring(tcp.lastIndexOf(':') + 1));
            assertThat(port).isPositive();
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            SocketChannel.open(UnixDomainSocketAddress.of(socket)).close();
        }
    }

    @Test
    void connectionsBeyondTheLimitAreClosed() throws Exception {
        try (Program slipway =
                Program.slipway("run", "--listen", "unix:" + socket, "--max-connections", "1", application)) {
            slipway.out.beginning("listening on ");
            UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
            try (SocketChannel first = SocketChannel.open(address)) {
                byte[] getValues = {1, 9, 0, 0, 0, 0, 0, 0};
                first.write(ByteBuffer.wrap(getValues));
                assertThat(first.read(ByteBuffer.allocate(1)))
                        .as("it is served")
                        .isEqualTo(1);
                try (SocketChannel second = SocketChannel.open(address)) {
                    assertThat(second.read(ByteBuffer.allocate(1))).isEqualTo(-1);
                }
            }
        }
    }

    @Test
    void sigtermEndsItWithExitCode0AndLeavesNothing() throws Exception {
        Path temporary = Files.createDirectory(directory.resolve("temporary"));
        try (Program slipway = Program.start(
                directory,
                Map.of("SLIPWAY_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary),
                Program.SLIPWAY,
                "run",
                "--listen",
                "unix:" + socket,
                application)) {
            slipway.out.beginning("listening on ");
            assertThat(socket).exists();
            assertThat(temporary).isNotEmptyDirectory();

            assertThat(slipway.terminate().exitCode()).isZero();

            assertThat(slipway.out.all()).endsWith("stopping", "stopped");
            assertThat(slipway.err.all()).isEmpty();
            assertThat(socket).doesNotExist();
            assertThat(temporary).isEmptyDirectory();
        }
    }

    @Test
    void aStaleSocketIsReplaced() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
        }
        try (Program slipway = Program.slipway("run", "--listen", "unix:" + socket, application)) {
            slipway.out.beginning("listening on unix:" + socket);
            SocketChannel.open(UnixDomainSocketAddress.of(socket)).close();
        }
    }

    @Test
    void aSocketThatIsListenedOnIsRefused() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));

            assertNotStarted(
                    "unix:" + socket,
                    "cannot listen on unix:" + socket + ": another process listens there; stop it, or choose another"
                            + " path");
            assertThat(socket).exists();
        }
    }

    @Test
    void aPortThatIsTakenIsRefused() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "tcp:127.0.0.1:" + server.getLocalPort();

            assertNotStarted(
                    address,
                    "cannot listen on " + address + ": Address already in use; stop what uses the address, or choose"
                            + " another with --listen");
        }
    }

    private void assertNotStarted(String address, String sentence) throws Exception {
        try (Program slipway = Program.slipway("run", "--listen", address, application)) {
            assertThat(slipway.exitCode()).isEqualTo(1);
            assertThat(slipway.err.all()).isEqualTo(List.of("slipway run: " + sentence));
        }
    }
}
