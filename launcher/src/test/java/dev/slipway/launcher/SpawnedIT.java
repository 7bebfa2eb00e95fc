// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.example.HeldServlet;
import dev.slipway.fastcgi.testkit.Await;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.WireScript;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Started by the programs that start FastCGI applications, with their listening socket as file descriptor 0. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "no file descriptors are inherited there")
class SpawnedIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private Spawned spawned;

    @BeforeEach
    void write() throws IOException {
        TestApplication application = TestApplication.in(directory.resolve("app"))
                .with(HeldServlet.class)
                .describedBy("""
                        <servlet><servlet-name>held</servlet-name><servlet-class>%s</servlet-class></servlet>
                        <servlet-mapping><servlet-name>held</servlet-name><url-pattern>/held</url-pattern></servlet-mapping>
                        """.formatted(HeldServlet.class.getName()));
        spawned = new Spawned(directory, application.path().toString());
    }

    @AfterEach
    void stop() throws IOException {
        spawned.close();
    }

    private void assertServes() throws IOException {
        assertThat(spawned.line("listening on ")).isEqualTo("listening on inherit (unix:" + spawned.socket() + ")");
        try (FastCgiPeer peer = FastCgiPeer.connect(UnixDomainSocketAddress.of(spawned.socket()))) {
            assertThat(peer.get("/").bodyText()).contains("A test's application");
        }
    }

    private void assertEnds() throws IOException {
        spawned.terminate();
        assertThat(spawned.printed()).endsWith("stopped\n");
    }

    @Test
    void bySpawnFcgiOnAUnixSocket() throws Exception {
        spawned.run(Map.of(), spawned.script("spawn-fcgi.sh").toString());

        assertServes();
        assertEnds();
        assertThat(spawned.socket()).as("it belongs to who has made it").exists();
    }

    @Test
    void bySpawnFcgiOnTcp() throws Exception {
        int port = freePort();
        spawned.run(
                Map.of(),
                "spawn-fcgi",
                "-a",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "--",
                directory.resolve("app-fcgi").toString());

        assertThat(spawned.line("listening on ")).isEqualTo("listening on inherit (tcp:127.0.0.1:" + port + ")");
        try (FastCgiPeer peer = FastCgiPeer.connect(new InetSocketAddress("127.0.0.1", port))) {
            assertThat(peer.get("/").status()).isEqualTo(200);
        }
        assertEnds();
    }

    @Test
    void byCgiFcgiOnAUnixSocketWithoutStandardOutput() throws Exception {
        spawned.run(
                Map.of(),
                "cgi-fcgi",
                "-start",
                "-connect",
                spawned.socket().toString(),
                directory.resolve("app-fcgi").toString());

        assertServes();
        assertEnds();
    }

    /** It listens on all addresses, so that is refused unless the environment names the web servers. */
    @Test
    void byCgiFcgiOnTcp() throws Exception {
        int port = freePort();
        Path script = spawned.script("cgi-fcgi.sh");
        String command = Files.readString(script).replace(":9000", ":" + port);
        Files.writeString(script, command.replace("FCGI_WEB_SERVER_ADDRS=127.0.0.1 ", ""));
        spawned.run(Map.of(), script.toString());
        assertThat(spawned.line("slipway run: "))
                .startsWith("slipway run: cannot listen on inherit: other machines can reach it")
                .contains("--listen 'inherit?allowedClients=192.0.2.7'");
        spawned.awaitEnd();

        Files.writeString(script, command);
        spawned.run(Map.of(), script.toString());
        assertThat(spawned.line("listening on ")).isEqualTo("listening on inherit (tcp:0.0.0.0:" + port + ")");
        try (FastCgiPeer peer = FastCgiPeer.connect(new InetSocketAddress("127.0.0.1", port))) {
            assertThat(peer.get("/").status()).isEqualTo(200);
        }
        assertEnds();
    }

    @Test
    void withFileDescriptors1And2Closed() throws Exception {
        Path closing = Files.writeString(
                directory.resolve("closing"),
                "#!/bin/sh\nexec '" + Program.SLIPWAY + "' run '" + directory.resolve("app") + "' >&- 2>&-\n");
        assertThat(closing.toFile().setExecutable(true)).isTrue();
        Path pid = directory.resolve("started.pid");
        spawned.run(
                Map.of(),
                "spawn-fcgi",
                "-s",
                spawned.socket().toString(),
                "-P",
                pid.toString(),
                "--",
                closing.toString());

        try (FastCgiPeer peer = FastCgiPeer.connect(UnixDomainSocketAddress.of(spawned.socket()), PATIENCE)) {
            for (int i = 0; i < 10; i++) {
                assertThat(peer.get("/").bodyText()).contains("A test's application");
            }
            Path descriptors = Path.of("/proc", Files.readString(pid).strip(), "fd");
            assertThat(descriptors.resolve("1").toRealPath()).isEqualTo(Path.of("/dev/null"));
            assertThat(descriptors.resolve("2").toRealPath()).isEqualTo(Path.of("/dev/null"));
        }
        spawned.terminate();
    }

    @Test
    void byLighttpdWhichStartsItAgain() throws Exception {
        Path web = directory.resolve("http.sock");
        Path configuration = spawned.file("lighttpd.conf");
        Files.writeString(
                configuration,
                "server.document-root = \"" + directory + "\"\nserver.bind = \"" + web + "\"\n"
                        + Files.readString(configuration));
        try (Program lighttpd = Program.start(
                directory, Map.of(), Path.of("/usr/sbin/lighttpd"), "-D", "-f", configuration.toString())) {
            Await.until(() -> Files.exists(web), PATIENCE, "lighttpd does not listen");
            assertThat(get(web)).contains(" 200 ", "A test's application");
            assertThat(spawned.line("listening on "))
                    .isEqualTo("listening on inherit (unix:" + spawned.socket() + "-0)");

            ProcessHandle first = spawned.process().orElseThrow();
            first.destroy();
            Await.until(() -> !first.isAlive(), PATIENCE, "still running");
            Await.until(() -> get(web).contains(" 200 "), PATIENCE, "not started again");
            assertThat(spawned.process().orElseThrow().pid()).isNotEqualTo(first.pid());

            ProcessHandle second = spawned.process().orElseThrow();
            lighttpd.terminate().exitCode();
            Await.until(() -> !second.isAlive(), PATIENCE, "still running after lighttpd has ended");
            assertThat(spawned.printed()).endsWith("stopped\n");
        }
    }

    private static String get(Path web) {
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(web))) {
            client.write(
                    ByteBuffer.wrap("GET / HTTP/1.0\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            return new String(Channels.newInputStream(client).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void bySystemdAsStandardInput() throws Exception {
        try (Program systemd = activated("--inetd", "app-fcgi")) {
            systemd.err.containing("Listening on ");
            assertServes();
            assertEnds();
            assertThat(systemd.exitCode()).isZero();
        }
    }

    @Test
    void bySystemdAsFileDescriptor3() throws Exception {
        Path wrapper = spawned.script("listen-fds");
        Files.writeString(
                wrapper,
                Files.readString(wrapper)
                        .replace(
                                "exec " + Program.HOME,
                                "exec >>" + directory + "/slipway.log 2>&1\nexec " + Program.HOME));
        try (Program systemd = activated("--fdname=ours", "listen-fds")) {
            systemd.err.containing("Listening on ");
            assertServes();
            assertEnds();
            assertThat(systemd.exitCode()).isZero();
        }
    }

    /** Becomes the application when the first connection comes. */
    private Program activated(String option, String program) throws IOException {
        Program systemd = Program.start(
                directory,
                Map.of(),
                Path.of("/usr/bin/systemd-socket-activate"),
                "--setenv=JAVA_HOME",
                "--listen=" + spawned.socket(),
                option,
                directory.resolve(program).toString());
        Await.until(() -> Files.exists(spawned.socket()), PATIENCE, "systemd-socket-activate does not listen");
        try (SocketChannel first = SocketChannel.open(UnixDomainSocketAddress.of(spawned.socket()))) {
            assertThat(first.isConnected()).isTrue();
        }
        return systemd;
    }

    @Test
    void theUnitsAreWhatSystemdUnderstands() throws Exception {
        Path socket = spawned.file("slipway.socket");
        Path service = spawned.file("slipway.service");

        spawned.run(Map.of(), "systemd-analyze", "verify", "--man=no", socket.toString(), service.toString());

        assertThat(directory.resolve("starter.log")).isEmptyFile();
    }

    @Test
    void r41_withARunningRequestItEndsBeforeItIsKilled() throws Exception {
        Path held = Files.createFile(directory.resolve("held"));
        spawned.run(
                Map.of("SLIPWAY_JAVA_OPTS", "-Dheld.by=" + held),
                "spawn-fcgi",
                "-s",
                spawned.socket().toString(),
                "--",
                directory.resolve("app-fcgi").toString());
        spawned.line("listening on ");
        try (FastCgiPeer peer = FastCgiPeer.connect(UnixDomainSocketAddress.of(spawned.socket()))) {
            peer.send(WireScript.getRequest(1, true, "/held"));
            spawned.line("begun");

            spawned.terminate();
            spawned.line("stopping, requests running: 1, waiting for them up to 4 s");
            assertThat(spawned.printed()).endsWith("stopped\n");
        }
    }

    /** By a program that starts it with a socket, and shuts the socket down when it is told to. */
    @ParameterizedTest
    @ValueSource(strings = {"AF_UNIX, pack_sockaddr_un($ARGV[0])", "AF_INET, pack_sockaddr_in(0, INADDR_LOOPBACK)"})
    void r41_itEndsWhenItsSocketIsShutDown(String familyAndAddress) throws Exception {
        Process starter = new ProcessBuilder(
                        "perl",
                        "-MSocket",
                        "-e",
                        """
                        my ($listener, $family, $address) = (undef, %s);
                        socket($listener, $family, SOCK_STREAM, 0) && bind($listener, $address) && listen($listener, 5) or die $!;
                        if (!fork) { open(STDIN, '<&', $listener) && exec $ARGV[1]; die $! }
                        readline(STDIN);
                        shutdown($listener, 2) or die $!;
                        wait;
                        exit $? >> 8;
                        """.formatted(familyAndAddress),
                        spawned.socket().toString(),
                        directory.resolve("app-fcgi").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("starter.log").toFile())
                .start();
        try {
            spawned.line("listening on inherit ");
            starter.getOutputStream().close();

            assertThat(starter.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(starter.exitValue()).isZero();
            assertThat(spawned.printed()).endsWith("stopped\n").doesNotContain("Accept Failure");
        } finally {
            starter.destroyForcibly();
        }
    }

    @Test
    void withoutAnInheritedSocketThereIsASentence() throws Exception {
        try (Program slipway = Program.slipway(
                "run", "--listen", "inherit", directory.resolve("app").toString())) {
            assertThat(slipway.exitCode()).isEqualTo(1);
            assertThat(slipway.err.all())
                    .containsExactly(
                            "slipway run: cannot listen on the inherited socket: file descriptor 0 is not a socket;"
                                    + " have the process started by something that hands a listening socket over, such as spawn-fcgi"
                                    + " or systemd with StandardInput=socket and Accept=no");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
