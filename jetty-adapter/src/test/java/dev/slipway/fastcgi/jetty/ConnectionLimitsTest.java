// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.Await;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.RequestParams;
import dev.slipway.fastcgi.testkit.WireScript;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.annotation.ManagedAttribute;
import org.junit.jupiter.api.Test;

/** What a connection, or all of them together, may ask for. */
class ConnectionLimitsTest {
    /** These are no limits, and none of JMX's business: one is a secret. */
    private static final Set<String> WHO_MAY_CONNECT = Set.of("AllowedClients", "AllowedUsers", "Secret");

    private static TestServer server(Consumer<FastCgiConnectionFactory> settings) {
        return new TestServer(
                (request, response, callback) -> Content.Sink.write(response, true, "hello", callback),
                server -> settings.accept(server.factory()));
    }

    private static void assertServed(FastCgiPeer peer) throws Exception {
        assertThat(peer.get("/").bodyText()).isEqualTo("hello");
    }

    private static Map<String, String> values(Consumer<FastCgiConnectionFactory> settings) throws Exception {
        try (TestServer server = server(settings);
                FastCgiPeer peer = server.connect()) {
            peer.send(new WireScript().getValues("FCGI_MAX_CONNS", "FCGI_MAX_REQS", "FCGI_MPXS_CONNS"));
            return peer.readValues();
        }
    }

    @Test
    void getValuesTellsTheDefaults() throws Exception {
        assertThat(values(factory -> {}))
                .containsOnly(
                        Map.entry("FCGI_MAX_CONNS", "32767"),
                        Map.entry("FCGI_MAX_REQS", "64"),
                        Map.entry("FCGI_MPXS_CONNS", "1"));
    }

    @Test
    void getValuesTellsWhatIsConfigured() throws Exception {
        assertThat(values(factory -> {
                    factory.setMaxConnections(20);
                    factory.setMaxRequestsPerConnection(7);
                }))
                .containsEntry("FCGI_MAX_CONNS", "20")
                .containsEntry("FCGI_MAX_REQS", "7");
    }

    @Test
    void withoutMultiplexingThereAreAsManyRequestsAsConnections() throws Exception {
        assertThat(values(factory -> {
                    factory.setMaxConnections(20);
                    factory.setMultiplexing(false);
                }))
                .containsEntry("FCGI_MAX_REQS", "20")
                .containsEntry("FCGI_MPXS_CONNS", "0");
    }

    @Test
    void repliesThatAreReadHaveNoLimit() throws Exception {
        try (TestServer server = server(factory -> {});
                FastCgiPeer peer = server.connect()) {
            WireScript questions = new WireScript();
            for (int i = 0; i < 1000; i++) {
                questions.getValues("FCGI_MPXS_CONNS");
            }
            peer.send(questions);
            for (int i = 0; i < 1000; i++) {
                assertThat(peer.readValues()).containsEntry("FCGI_MPXS_CONNS", "1");
            }
            assertServed(peer);
        }
    }

    @Test
    void maxConnectionsClosesOneTooManyAndReportsTheFirst() throws Exception {
        PrintStream standardError = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try (TestServer server = server(factory -> factory.setMaxConnections(2));
                FastCgiPeer first = server.connect();
                FastCgiPeer second = server.connect()) {
            assertServed(first);
            assertServed(second);
            for (int i = 1; i <= 3; i++) {
                try (FastCgiPeer third = server.connect()) {
                    third.expectClosed();
                }
                assertThat(server.factory().getRefusals().getTooManyConnections())
                        .isEqualTo(i);
            }
            assertServed(first);
            assertServed(second);
        } finally {
            System.setErr(standardError);
        }
        assertThat(log.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains(":WARN ")))
                .singleElement()
                .asString()
                .contains("2 are open already (maxConnections)");
    }

    @Test
    void maxConnectionsCountsThoseThatAreOpen() throws Exception {
        try (TestServer server = server(factory -> factory.setMaxConnections(1))) {
            for (int i = 0; i < 10; i++) {
                try (FastCgiPeer peer = server.connect()) {
                    assertServed(peer);
                }
                server.awaitNoConnections();
            }
            assertThat(server.factory().getRefusals().getTooManyConnections()).isZero();
        }
    }

    @Test
    void maxSkippedRequestsRefusesFurtherOnesAndServesTheOthers() throws Exception {
        try (TestServer server = server(factory -> factory.setMaxSkippedRequests(2));
                FastCgiPeer peer = server.connect()) {
            List<Integer> answeredEarly = new ArrayList<>();
            for (int id = 1; id <= 3; id++) {
                peer.send(new WireScript()
                        .begin(id, WireScript.RESPONDER, true)
                        .params(id, RequestParams.of("POST", "/"))
                        .paramsEnd(id));
                peer.readUntil(id, TestServer::stdoutEnded);
                answeredEarly.add(id);
            }
            Answer refused = peer.request(4, WireScript.getRequest(4, true, "/"));
            assertThat(refused.status()).isEqualTo(503);
            assertThat(server.factory().getRefusals().getTooMuchSkipped()).isEqualTo(1);
            for (int id : answeredEarly) {
                peer.send(new WireScript().stdin(id, "unread").stdinEnd(id));
                assertThat(peer.readAnswer(id).bodyText()).isEqualTo("hello");
            }
            assertServed(peer);
        }
    }

    @Test
    void maxSkippedStdinClosesTheConnection() throws Exception {
        try (TestServer server = server(factory -> factory.setMaxSkippedStdin(100));
                FastCgiPeer peer = server.connect()) {
            WireScript upTo = new WireScript()
                    .begin(1, WireScript.RESPONDER, true)
                    .params(1, RequestParams.of("POST", "/"))
                    .paramsEnd(1);
            peer.send(upTo);
            peer.readUntil(1, TestServer::stdoutEnded);
            peer.send(new WireScript().stdin(1, new byte[100]).stdinEnd(1));
            peer.readAnswer(1);

            peer.send(upTo);
            peer.readUntil(1, TestServer::stdoutEnded);
            peer.send(new WireScript().stdin(1, new byte[101]));
            peer.expectClosed();
            assertThat(server.factory().getRefusals().getLimitExceededConnections())
                    .isEqualTo(1);
        }
    }

    @Test
    void maxGetValuesLengthClosesTheConnection() throws Exception {
        try (TestServer server = server(factory -> factory.setMaxGetValuesLength(15));
                FastCgiPeer peer = server.connect()) {
            peer.send(new WireScript().getValues("FCGI_MAX_REQS"));
            assertThat(peer.readValues()).containsKey("FCGI_MAX_REQS");
            peer.send(new WireScript().getValues("FCGI_MAX_CONNS"));
            peer.expectClosed();
            assertThat(server.factory().getRefusals().getLimitExceededConnections())
                    .isEqualTo(1);
        }
    }

    @Test
    void idleConnectionsThatAreClosedAreCounted() throws Exception {
        try (TestServer server = new TestServer(
                        (request, response, callback) -> Content.Sink.write(response, true, "hello", callback),
                        it -> it.connector().setIdleTimeout(100));
                FastCgiPeer one = server.connect();
                FastCgiPeer other = server.connect()) {
            one.expectClosed();
            other.expectClosed();
            server.awaitNoConnections();
            Await.until(
                    () -> server.factory().getRefusals().getIdleConnections() == 2,
                    TestServer.PATIENCE,
                    () -> server.factory().getRefusals().getIdleConnections() + " are counted");
        }
    }

    @Test
    void jmxHasEachSetting() {
        List<String> settings = methods()
                .map(Method::getName)
                .filter(name -> name.startsWith("set"))
                .map(name -> name.substring("set".length()))
                .filter(name -> !WHO_MAY_CONNECT.contains(name))
                .toList();
        assertThat(settings).hasSizeGreaterThan(12).allMatch(ConnectionLimitsTest::isManaged);
    }

    private static Stream<Method> methods() {
        return Stream.of(FastCgiLimits.class, FastCgiConnectionFactory.class)
                .flatMap(each -> Stream.of(each.getDeclaredMethods()));
    }

    private static boolean isManaged(String setting) {
        return methods()
                .filter(method -> method.getName().equals("get" + setting)
                        || method.getName().equals("is" + setting))
                .anyMatch(method -> method.isAnnotationPresent(ManagedAttribute.class));
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        FastCgiConnectionFactory factory = new FastCgiConnectionFactory();
        assertThatThrownBy(() -> factory.setMaxConnections(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxConnections 0 must be 1 or more");
        assertThatThrownBy(() -> factory.setMaxSkippedRequests(-1))
                .hasMessage("maxSkippedRequests -1 must be 0 or more");
        assertThatThrownBy(() -> factory.setMaxGetValuesLength(-1))
                .hasMessage("maxGetValuesLength -1 must be 0 or more");
    }
}
