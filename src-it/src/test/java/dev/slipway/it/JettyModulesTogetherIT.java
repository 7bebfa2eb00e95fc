// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.RequestParams;
import dev.slipway.fastcgi.testkit.WireScript;
import dev.slipway.it.backend.JettyBase;
import dev.slipway.it.backend.JettyBaseBackend;
import dev.slipway.it.backend.Workplace;
import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Request;
import dev.slipway.it.client.Server;
import dev.slipway.it.process.Await;
import dev.slipway.it.process.Jmx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The modules for FastCGI in one Jetty with those others of Jetty's that docs/jetty-module.md names: each does over FastCGI
 * what it does over HTTP. Clients are told apart by the addresses that the web server says.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JettyModulesTogetherIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How long the tests wait for what must not come. */
    private static final Duration QUIET = Duration.ofMillis(100);

    private static final String OTHERS = "http,requestlog,jmx,statistics,threadlimit,acceptratelimit,connectionlimit,"
            + "lowresources,qos,dos,compression-gzip,rewrite,graceful,session-store-jdbc,ext,ee8-deploy";

    private static final int MAX_CONNECTIONS = 8;
    private static final int MAX_REQUESTS = 3;
    private static final boolean VIRTUAL_THREADS = Runtime.version().feature() >= 21;

    private static JettyBase base;
    private static Path socketDirectory;
    private static Path socket;
    private static JettyBaseBackend jetty;

    @BeforeAll
    static void start() throws Exception {
        base = JettyBase.unpack(Workplace.fresh("jetty-base-together"));
        base.addModules("fastcgi,fastcgi-inherit," + OTHERS + (VIRTUAL_THREADS ? ",threadpool-virtual" : ""));
        base.set(
                "jetty.http.host=127.0.0.1",
                "jetty.http.port=0",
                "jetty.fastcgi.port=0",
                "jetty.threadlimit.threadLimit=1",
                "jetty.connectionlimit.maxConnections=" + MAX_CONNECTIONS,
                "jetty.connectionlimit.idleTimeout=60000",
                "jetty.qos.maxRequestCount=" + MAX_REQUESTS,
                "jetty.dos.leakingBucketTracker.maxRequestsPerSecond=1",
                "jetty.dos.leakingBucketTracker.bucketSize=20",
                "jetty.server.stopTimeout=20000",
                "db-connection-type=driver",
                "jetty.session.jdbc.driverClass=org.h2.Driver",
                "jetty.session.jdbc.driverUrl=jdbc:h2:file:" + base.directory().resolve("sessions"));
        copyInto(base.directory().resolve("lib/ext"), Workplace.jettyLib());
        Files.writeString(base.directory().resolve("etc/jetty-rewrite-rules.xml"), """
                <?xml version="1.0"?>
                <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://jetty.org/configure_10_0.dtd">
                <Configure id="Rewrite" class="org.eclipse.jetty.rewrite.handler.RuleContainer">
                  <Call name="addRule">
                    <Arg>
                      <New class="org.eclipse.jetty.rewrite.handler.RewritePatternRule">
                        <Set name="pattern">/moved</Set>
                        <Set name="replacement">/old/rewritten</Set>
                      </New>
                    </Arg>
                  </Call>
                </Configure>
                """);
        Files.copy(
                Workplace.tree().resolve("docs/jetty/jetty-dos.xml"),
                base.directory().resolve("etc/jetty-dos.xml"));
        base.deployOldApplication("old");
        socketDirectory = Files.createTempDirectory("slipway-it");
        socket = socketDirectory.resolve("inherited.sock");
        jetty = new JettyBaseBackend(base, List.of("spawn-fcgi", "-n", "-s", socket.toString(), "--", "/usr/bin/env"));
        jetty.start();
    }

    private static void copyInto(Path directory, Path from) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName()));
            }
        }
    }

    @AfterAll
    static void stop() throws IOException {
        jetty.stop();
        Files.deleteIfExists(socket);
        Files.delete(socketDirectory);
    }

    private static FastCgiPeer peer() throws IOException {
        return FastCgiPeer.connect(jetty.fastCgi(), PATIENCE);
    }

    private static Answer get(FastCgiPeer peer, String client, String target, String... params) throws IOException {
        List<String> all = new ArrayList<>(List.of(params));
        all.addAll(List.of("REMOTE_ADDR", client));
        return peer.get(target, all.toArray(new String[0]));
    }

    /** A request of this client that the application holds until it gets the rest of the body. */
    private static FastCgiPeer holding(String client) throws IOException {
        FastCgiPeer peer = peer();
        peer.send(new WireScript()
                .begin(1, WireScript.RESPONDER, true)
                .params(1, RequestParams.of("POST", "/old/hold", "REMOTE_ADDR", client, "CONTENT_LENGTH", "4"))
                .paramsEnd(1));
        peer.readUntil(1, answer -> answer.hasHead() && answer.bodyText().contains("holding"));
        return peer;
    }

    private static Answer release(FastCgiPeer peer) throws IOException {
        peer.send(new WireScript().stdin(1, "rest").stdinEnd(1));
        return peer.readAnswer(1);
    }

    @Test
    @Order(1)
    void both_connectors_and_http_serve_the_application() throws Exception {
        for (SocketAddress address : List.of(jetty.fastCgi(), UnixDomainSocketAddress.of(socket))) {
            try (FastCgiPeer peer = FastCgiPeer.connect(address, PATIENCE)) {
                assertThat(get(peer, "192.0.2.10", "/old/hello").bodyText()).contains(" from 192.0.2.10 ");
            }
        }
        assertThat(Connection.exchange(Server.http(jetty.port("http/1.1")), Request.get("/old/hello"))
                        .text())
                .contains(" from 127.0.0.1 ");
    }

    @Test
    @Order(2)
    void request_log_has_the_clients_address() throws Exception {
        try (FastCgiPeer peer = peer()) {
            get(peer, "192.0.2.20", "/old/logged", "HTTP_USER_AGENT", "tester");
        }
        Await.until(
                "the line is in the log",
                PATIENCE,
                () -> requestLog()
                        .matches(
                                "(?s).*192\\.0\\.2\\.20 - - \\[[^]]+] \"GET /old/logged HTTP/1.1\" 200 \\d+ \"\" \"tester\".*"));
    }

    private static String requestLog() {
        try (Stream<Path> files = Files.list(base.directory().resolve("logs"))) {
            return Files.readString(files.findFirst().orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Order(3)
    void statistics_and_jmx_count_requests() throws Exception {
        try (Jmx jmx = Jmx.of(jetty.pid());
                FastCgiPeer peer = peer()) {
            int before = (Integer) jmx.attribute("statisticshandler", "requests");
            get(peer, "192.0.2.30", "/old/hello");
            assertThat((Integer) jmx.attribute("statisticshandler", "requests")).isEqualTo(before + 1);
            assertThat(jmx.attribute("fastcgiconnectionfactory", "allowedClients"))
                    .isEqualTo("127.0.0.0/8,0:0:0:0:0:0:0:1/128");
            assertThat(jmx.attribute("refusals", "badRequests")).isEqualTo(0L);
            assertThat(jmx.attribute("lowresourcemonitor", "lowOnResources")).isEqualTo(false);
            assertThat(jmx.attribute("acceptratelimit", "acceptRateLimit")).isEqualTo(1000);
        }
    }

    @Test
    @Order(4)
    void thread_limit_is_for_each_client() throws Exception {
        try (FastCgiPeer holding = holding("192.0.2.40");
                FastCgiPeer same = peer();
                FastCgiPeer other = peer()) {
            same.send(WireScript.getRequest(1, true, "/old/hello", "REMOTE_ADDR", "192.0.2.40"));
            assertThat(get(other, "192.0.2.41", "/old/hello").status()).isEqualTo(200);
            same.expectSilence(QUIET);
            assertThat(release(holding).bodyText()).isEqualTo("holding\nreleased\n");
            assertThat(same.readAnswer(1).status()).isEqualTo(200);
        }
    }

    @Test
    @Order(5)
    void qos_lets_so_many_requests_run_at_once() throws Exception {
        List<FastCgiPeer> running = new ArrayList<>();
        try (FastCgiPeer beyond = peer()) {
            for (int i = 0; i < MAX_REQUESTS; i++) {
                running.add(holding("192.0.2.5" + i));
            }
            beyond.send(WireScript.getRequest(1, true, "/old/hello", "REMOTE_ADDR", "192.0.2.59"));
            beyond.expectSilence(QUIET);
            release(running.get(0));
            assertThat(beyond.readAnswer(1).status()).isEqualTo(200);
            for (FastCgiPeer other : running.subList(1, running.size())) {
                release(other);
            }
        } finally {
            for (FastCgiPeer peer : running) {
                peer.close();
            }
        }
    }

    @Test
    @Order(6)
    void dos_refuses_the_client_that_asks_too_often() throws Exception {
        try (FastCgiPeer peer = peer()) {
            int status = 200;
            for (int i = 0; i < 1000 && status == 200; i++) {
                status = get(peer, "192.0.2.60", "/old/hello").status();
            }
            assertThat(status).isEqualTo(429);
            assertThat(get(peer, "192.0.2.61", "/old/hello").status()).isEqualTo(200);
        }
    }

    @Test
    @Order(7)
    void compression_and_rewrite_change_answers_and_targets() throws Exception {
        try (FastCgiPeer peer = peer()) {
            Answer compressed = get(peer, "192.0.2.70", "/old/large", "HTTP_ACCEPT_ENCODING", "gzip");
            assertThat(compressed.value("Content-Encoding")).contains("gzip");
            assertThat(compressed.bodyLength()).isLessThan(1000);
            assertThat(get(peer, "192.0.2.70", "/moved").bodyText()).contains(" path /old/rewritten ");
        }
    }

    @Test
    @Order(8)
    void connection_limit_leaves_further_connections_waiting() throws Exception {
        List<FastCgiPeer> open = new ArrayList<>();
        try {
            // Those of the tests before may be about to be closed.
            try (Jmx jmx = Jmx.of(jetty.pid())) {
                Await.until("no connection is open", PATIENCE, () -> connections(jmx) == 0);
            }
            for (int i = 0; i < MAX_CONNECTIONS; i++) {
                open.add(peer());
                assertThat(get(open.get(i), "192.0.2.8" + i, "/old/hello").status())
                        .isEqualTo(200);
            }
            try (FastCgiPeer beyond = peer()) {
                beyond.send(WireScript.getRequest(1, true, "/old/hello", "REMOTE_ADDR", "192.0.2.89"));
                beyond.expectSilence(QUIET);
                open.remove(0).close();
                assertThat(beyond.readAnswer(1).status()).isEqualTo(200);
            }
        } finally {
            for (FastCgiPeer peer : open) {
                peer.close();
            }
        }
    }

    private static int connections(Jmx jmx) {
        try {
            return (Integer) jmx.attribute("connectionlimit", "connections");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** What docs/jetty-module.md says of threadpool-virtual: from Java 21 on; with an older one, Jetty does not start. */
    @Test
    @Order(9)
    void applications_run_in_virtual_threads_from_java_21_on() throws Exception {
        if (VIRTUAL_THREADS) {
            try (FastCgiPeer peer = peer()) {
                assertThat(get(peer, "192.0.2.90", "/old/hello").bodyText()).endsWith(" thread VirtualThread\n");
            }
            return;
        }
        JettyBase virtual = JettyBase.unpack(Workplace.fresh("jetty-base-virtual"));
        virtual.addModules("fastcgi,threadpool-virtual");
        virtual.set("jetty.fastcgi.port=0");
        try (JettyBaseBackend notStarting = new JettyBaseBackend(virtual)) {
            assertThatThrownBy(notStarting::start).hasMessageContaining("Virtual");
        }
    }

    @Test
    @Order(10)
    void sessions_outlive_a_restart_that_lets_requests_end() throws Exception {
        String cookie;
        try (FastCgiPeer peer = peer()) {
            Answer first = get(peer, "192.0.2.100", "/old/count");
            assertThat(first.bodyText()).isEqualTo("1\n");
            cookie = first.value("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
        }
        try (FastCgiPeer running = holding("192.0.2.101");
                FastCgiPeer idle = peer()) {
            get(idle, "192.0.2.102", "/old/hello");
            jetty.beginStop();
            idle.expectClosed();
            assertThat(release(running).bodyText()).isEqualTo("holding\nreleased\n");
        }
        jetty.stop();
        jetty.start();
        try (FastCgiPeer peer = peer()) {
            assertThat(get(peer, "192.0.2.100", "/old/count", "HTTP_COOKIE", cookie)
                            .bodyText())
                    .isEqualTo("2\n");
        }
    }
}
