// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.slipway.fastcgi.jetty.listen.AllowedUsers;
import dev.slipway.fastcgi.jetty.listen.ListenException;
import dev.slipway.fastcgi.jetty.listen.UnixConnector;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.WireScript;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The mode of a Unix socket, and the user that the kernel tells of, are safe without any word of the web server's. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "file modes and users are POSIX")
class UnixConnectorTest {
    @TempDir
    Path directory;

    private TestServer server(AllowedUsers users, Path... sockets) {
        return new TestServer(
                (request, response, callback) -> Content.Sink.write(response, true, "hello", callback), server -> {
                    server.factory().setAllowedUsers(users);
                    for (Path socket : sockets) {
                        server.server().addConnector(new UnixConnector(server.server(), socket, server.factory()));
                    }
                });
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void r19_manySocketsAreServedAtOnceEachForOwnerAndGroupAlone() throws Exception {
        Path[] sockets =
                IntStream.range(0, 20).mapToObj(i -> directory.resolve("s" + i)).toArray(Path[]::new);
        try (TestServer server = server(null, sockets)) {
            for (Path socket : sockets) {
                assertThat(mode(socket)).isEqualTo("rw-rw----");
                try (FastCgiPeer peer = TestServer.connect(socket)) {
                    assertThat(peer.get("/").bodyText()).isEqualTo("hello");
                }
            }
            server.awaitNoConnections();
        }
        assertThat(directory).as("nothing is left").isEmptyDirectory();
    }

    @Test
    void r19_untilTheServerHasStartedThereIsNothingToConnectTo() throws Exception {
        AtomicReference<UnixConnector> connector = new AtomicReference<>();
        Path socket = directory.resolve("s");
        try (TestServer server = new TestServer((request, response, callback) -> callback.succeeded(), it -> {
            connector.set(new UnixConnector(it.server(), socket, it.factory()));
            it.server().addConnector(connector.get());
            try {
                connector.get().open();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            assertThat(socket).doesNotExist();
            assertThat(directory.toFile().listFiles())
                    .singleElement()
                    .satisfies(closed -> assertThat(mode(closed.toPath())).isEqualTo("rwx------"));
        })) {
            assertThat(socket).exists();
            assertThat(server.connector().isRunning()).isTrue();
            assertThat(directory.toFile().list()).containsExactly("s");
        }
    }

    @Test
    void r19_theUserOfThePeerIsTheOneThatTheKernelTells() throws Exception {
        String ourselves = System.getProperty("user.name");
        Path socket = directory.resolve("s");
        try (TestServer server = server(AllowedUsers.of(List.of(ourselves), List.of()), socket);
                FastCgiPeer peer = TestServer.connect(socket)) {
            assertThat(peer.get("/").bodyText()).isEqualTo("hello");
            assertThat(server.factory().getRefusals().getPeersNotAllowed()).isZero();
        }
    }

    @Test
    void r19_theConnectionOfAnotherUserIsClosedAtOnceCountedAndLoggedOnce() throws Exception {
        Path socket = directory.resolve("s");
        try (Logged logged = new Logged();
                TestServer server = server(AllowedUsers.of(List.of("54321"), List.of("54321")), socket)) {
            for (int i = 1; i <= 3; i++) {
                try (FastCgiPeer peer = TestServer.connect(socket)) {
                    peer.expectClosed();
                }
            }

            assertThat(server.factory().getRefusals().getPeersNotAllowed()).isEqualTo(3);
            assertThat(logged.warningsOf(RefusedPeers.class))
                    .singleElement()
                    .asString()
                    .contains("Refused a connection of user " + System.getProperty("user.name") + ", group ")
                    .contains(" to the FastCGI listener " + socket + ": ")
                    .endsWith(
                            ": not in allowedUids or allowedGids (user 54321, group 54321). Further ones within a minute"
                                    + " are only counted.");
        }
    }

    @Test
    void theKernelQueuesAsManyConnectionsAsWasSaid() throws Exception {
        Path socket = directory.resolve("s");
        try (TestServer server = new TestServer((request, response, callback) -> callback.succeeded(), it -> {
            UnixConnector connector = new UnixConnector(it.server(), socket, it.factory());
            connector.setBacklog(3);
            it.server().addConnector(connector);
        })) {
            assertThat(server.connector().isRunning()).isTrue();
            assertThat(backlog()).isEqualTo("3");
        }
    }

    /** The send queue of a listening socket is its backlog, says ss(8), which knows the name that the socket was born with. */
    private String backlog() throws Exception {
        Process ss = new ProcessBuilder("ss", "-xlH").start();
        String lines = new String(ss.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String line = lines.lines()
                .filter(each -> each.contains(directory.toString()))
                .findAny()
                .orElseThrow();
        return line.split("\\s+")[3];
    }

    @Test
    void aSocketThatSomebodyListensOnStopsTheServerFromStarting() throws Exception {
        Path socket = directory.resolve("s");
        try (ServerSocketChannel somebody = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            somebody.bind(UnixDomainSocketAddress.of(socket));

            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(() -> server(null, socket))
                    .withCauseInstanceOf(ListenException.class)
                    .withStackTraceContaining("cannot listen on unix:" + socket + ": another process listens there");
            assertThat(directory.toFile().list()).containsExactly("s");
        }
    }

    @Test
    void aConnectorCanBeStoppedAndStartedAgainWhileRequestsRun() throws Exception {
        Path socket = directory.resolve("s");
        CompletableFuture<Void> answer = new CompletableFuture<>();
        CompletableFuture<Void> asked = new CompletableFuture<>();
        try (TestServer server = new TestServer(
                (request, response, callback) -> {
                    asked.complete(null);
                    answer.join();
                    Content.Sink.write(response, true, "hello", callback);
                },
                it -> it.server().addConnector(new UnixConnector(it.server(), socket, it.factory())))) {
            UnixConnector connector = (UnixConnector) server.server().getConnectors()[1];
            try (FastCgiPeer peer = TestServer.connect(socket)) {
                peer.send(WireScript.getRequest(1, true, "/"));
                asked.get(20, TimeUnit.SECONDS);

                CompletableFuture<Void> drained = connector.shutdown();
                assertThat(socket).doesNotExist();
                answer.complete(null);

                assertThat(peer.readAnswer(1).bodyText()).isEqualTo("hello");
                drained.get(20, TimeUnit.SECONDS);
            }
            LifeCycle.stop(connector);
            LifeCycle.start(connector);
            try (FastCgiPeer peer = TestServer.connect(socket)) {
                assertThat(peer.get("/").bodyText()).isEqualTo("hello");
            }
        }
    }
}
