// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.RequestParams;
import dev.slipway.fastcgi.testkit.WireScript;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Mistakes that software between a web server and an application has made before. Each is a rule with a number, and the
 * tests that show it begin with that: {@code r27_…}, here or in the class that a test belongs to.
 */
class RulesTest {
    private static final int TINY_WRITES = 3000;

    private final Queue<String> handled = new ConcurrentLinkedQueue<>();
    private TestServer server;
    private FastCgiPeer peer;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(this::handle);
        peer = server.connect();
    }

    @AfterEach
    void stop() throws Exception {
        peer.close();
        server.close();
    }

    private void handle(Request request, Response response, Callback callback) throws Exception {
        String path = request.getHttpURI().getPath();
        handled.add(path);
        switch (path) {
            case "/redirect" ->
                Response.sendRedirect(request, response, callback, HttpStatus.FOUND_302, "/app/other?r=2", false);
            case "/throw" -> throw new IllegalStateException("what the handler threw");
            case "/tiny" -> {
                try (OutputStream out = Content.Sink.asOutputStream(response)) {
                    for (int i = 0; i < TINY_WRITES; i++) {
                        out.write('a' + i % 26);
                        out.flush();
                    }
                }
                callback.succeeded();
            }
            case "/attributes" ->
                Content.Sink.write(response, true, String.join("\n", request.getAttributeNameSet()), callback);
            case "/client" ->
                Content.Sink.write(response, true, Request.getRemoteAddr(request) + " " + request.isSecure(), callback);
            default -> Content.Sink.write(response, true, "served " + path, callback);
        }
    }

    private void assertServing() throws Exception {
        assertThat(peer.get("/next").bodyText()).isEqualTo("served /next");
    }

    @Test
    void r05_behindAMalformedPairNothingIsRead() throws Exception {
        byte[] nameLongerThanTheBlock = {0x7f, 1, 'A'};
        peer.send(new WireScript()
                .begin(1, WireScript.RESPONDER, true)
                .paramsRecord(1, nameLongerThanTheBlock)
                .paramsEnd(1)
                .stdinEnd(1)
                .then(WireScript.getRequest(2, true, "/behind")));
        peer.expectClosed();
        assertThat(handled).isEmpty();
        assertThat(server.factory().getRefusals().getMalformedConnections()).isEqualTo(1);
    }

    @Test
    void r15_aRefusedRequestIsEndedOnceAndTheConnectionGoesOn() throws Exception {
        Answer answer = peer.request(
                1,
                WireScript.getRequest(
                        1, true, "/large", "X", "x".repeat(server.factory().getMaxParamsLength())));
        assertThat(answer.status()).isEqualTo(431);
        peer.expectSilence(TestServer.QUIET);
        assertServing();
        assertThat(handled).containsExactly("/next");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jakarta.servlet.include.request_uri",
                "javax.servlet.include.path_info",
                "jakarta.servlet.error.status_code",
                "java.class.path",
                "org.eclipse.jetty.server.Request",
                "org.apache.catalina.jsp_file",
                "anything.else"
            })
    void r20_noParameterBecomesAnAttributeOfItsName(String name) throws Exception {
        assertThat(peer.get("/attributes", name, "/WEB-INF/web.xml", "HTTP_" + name, "/WEB-INF/web.xml")
                        .bodyText()
                        .lines())
                .contains(FastCgiConnectionFactory.PARAMS_ATTRIBUTE)
                .doesNotContain(name, "HTTP_" + name);
    }

    @Test
    void r21_parametersChangeNothingOfTheProcess() throws Exception {
        Properties properties = (Properties) System.getProperties().clone();
        Map<String, String> environment = new TreeMap<>(System.getenv());
        peer.get("/", "HTTP_PROXY", "http://evil.test:1", "http.proxyHost", "evil.test", "PATH", "/evil");

        assertThat(System.getProperties()).isEqualTo(properties);
        assertThat(new TreeMap<>(System.getenv())).isEqualTo(environment);
    }

    @Test
    void r23_forwardedFieldsCountOnlyIfAnAdministratorSaysSo() throws Exception {
        String[] forged = {"HTTP_X_FORWARDED_FOR", "203.0.113.9", "HTTP_X_FORWARDED_PROTO", "https"};
        assertThat(peer.get("/client", forged).bodyText()).isEqualTo("192.0.2.7 false");

        server.factory().getHttpConfiguration().addCustomizer(new ForwardedRequestCustomizer());
        assertThat(peer.get("/client", forged).bodyText()).isEqualTo("203.0.113.9 true");
    }

    @Test
    void r27_anUnreadBodyIsNeverTakenForARequest() throws Exception {
        byte[] smuggled = WireScript.getRequest(1, true, "/smuggled").toBytes();
        for (int size : new int[] {65535, 8, 1}) {
            handled.clear();
            peer.send(new WireScript()
                    .begin(1, WireScript.RESPONDER, true)
                    .params(1, RequestParams.of("POST", "/unread", "CONTENT_LENGTH", "" + smuggled.length))
                    .paramsEnd(1)
                    .cut(size)
                    .stdin(1, smuggled)
                    .stdinEnd(1));
            assertThat(peer.readAnswer(1).bodyText()).isEqualTo("served /unread");
            assertServing();
            assertThat(handled).containsExactly("/unread", "/next");
        }
    }

    @Test
    void r32_aLengthThatIsKnownIsSent() throws Exception {
        Answer answer = peer.get("/download");
        assertThat(answer.value("Content-Length")).hasValue("" + answer.bodyLength());
        assertThat(answer.bodyLength()).isPositive();
    }

    @Test
    void r36_whatGoesWrongIsLoggedHereAndNotSentToTheFrontEnd() throws Exception {
        Answer answer = peer.get("/throw");
        assertThat(answer.status()).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR_500);
        assertThat(answer.stderrText()).isEmpty();
        assertServing();
    }

    @Test
    void r42_manyTinyWritesArriveInOrderOnAKeptConnection() throws Exception {
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < TINY_WRITES; i++) {
            expected.append((char) ('a' + i % 26));
        }
        for (int i = 0; i < 3; i++) {
            assertThat(peer.get("/tiny").bodyText()).isEqualTo(expected.toString());
        }
        assertServing();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 11, 100_000})
    void r45_theAnswerBehindARedirectedPostIsNotEmpty(int length) throws Exception {
        byte[] body = "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 10; i++) {
            Answer redirect = peer.request(1, WireScript.postRequest(1, true, "/redirect", body));
            assertThat(redirect.status()).isEqualTo(HttpStatus.FOUND_302);
            assertThat(redirect.value("Location"))
                    .hasValueSatisfying(location -> assertThat(location).endsWith("/app/other?r=2"));
            assertServing();
        }
    }
}
