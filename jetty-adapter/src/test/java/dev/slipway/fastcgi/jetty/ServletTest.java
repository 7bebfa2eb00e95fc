// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.WireScript;
import jakarta.servlet.MultipartConfigElement;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.ee11.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What web applications do with requests and responses, asynchronous things aside. */
class ServletTest {
    private final CountDownLatch release = new CountDownLatch(1);
    private TestServer server;
    private FastCgiPeer peer;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.ofServlets(this::addServlets);
        peer = server.connect();
    }

    @AfterEach
    void stop() throws Exception {
        release.countDown();
        peer.close();
        server.close();
    }

    private void addServlets(ServletContextHandler context) {
        ServletHolder holder = new ServletHolder(new OrdinaryServlet(release));
        holder.getRegistration().setMultipartConfig(new MultipartConfigElement(""));
        context.addServlet(holder, "/*");
        ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
        errors.addErrorPage(404, "/error-page");
        errors.addErrorPage(ArithmeticException.class, "/error-page");
        context.setErrorHandler(errors);
    }

    private void assertServing() throws Exception {
        assertThat(peer.get("/next").bodyText()).isEqualTo("hello");
    }

    private Answer post(String target, String type, String body) throws Exception {
        return peer.request(
                1,
                WireScript.postRequest(1, true, target, body.getBytes(StandardCharsets.UTF_8), "CONTENT_TYPE", type));
    }

    @Test
    void aSessionGoesOnWithItsCookie() throws Exception {
        Answer first = peer.get("/session");
        assertThat(first.bodyText()).isEqualTo("1");
        String cookie = first.value("Set-Cookie").orElseThrow();
        cookie = cookie.substring(0, cookie.indexOf(';'));
        assertThat(peer.get("/session", "HTTP_COOKIE", cookie).bodyText()).isEqualTo("2");
        assertThat(peer.get("/session").bodyText()).isEqualTo("1");
    }

    @Test
    void cookiesComeAndGo() throws Exception {
        Answer answer = peer.get("/cookies", "HTTP_COOKIE", "a=1; b=2, c=3");
        assertThat(answer.values("Set-Cookie")).containsExactly("a2=1", "b2=2", "c2=3");
    }

    @ParameterizedTest
    @CsvSource({"/redirect, 302, /target?a=b", "/see-other, 303, /relative"})
    void r40_aRedirectKeepsItsStatus(String target, int status, String location) throws Exception {
        Answer answer = peer.get(target);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.value("Location").orElseThrow()).endsWith(location);
        assertThat(answer.statusIsLastField()).isTrue();
        assertServing();
    }

    @Test
    void anErrorHasThePageOfTheApplication() throws Exception {
        Answer answer = peer.get("/missing");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.bodyText()).isEqualTo("page for 404");
        assertThat(peer.get("/divide").bodyText()).isEqualTo("page for 500");
        assertThat(peer.get("/gone").bodyText()).contains("no longer here");
        assertServing();
    }

    @Test
    void errorsFollowEachOtherOnAKeptConnection() throws Exception {
        // Jetty writes an error page in two pieces, and does not wait for the first to be complete
        for (int i = 0; i < 1000; i++) {
            assertThat(peer.get("/gone").status()).isEqualTo(410);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/big", "/missing", "/headers"})
    void r30_headHasTheFieldsOfGetAndNoBody(String target) throws Exception {
        Answer get = peer.get(target);
        Answer head = peer.get(target, "REQUEST_METHOD", "HEAD");
        assertThat(head.bodyLength()).isZero();
        assertThat(head.status()).isEqualTo(get.status());
        assertThat(head.values("Content-Type")).isEqualTo(get.values("Content-Type"));
        assertThat(head.values("Content-Length")).isEqualTo(get.values("Content-Length"));
        assertServing();
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void r30_aStatusWithoutBodyHasNone(int status) throws Exception {
        for (String target : new String[] {"/status?code=" + status, "/status-with-body?code=" + status}) {
            Answer answer = peer.get(target);
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.bodyLength()).isZero();
            // a 304 may say how long the body would be (RFC 9110, section 8.6)
            assertThat(answer.value("Content-Length"))
                    .isIn(Optional.empty(), Optional.of(status == 304 ? "16" : "none"));
            assertServing();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 299, 404, 599})
    void anyOtherStatusIsSentWithAReason(int status) throws Exception {
        Answer answer = peer.get("/status?code=" + status);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.reason()).isNotBlank();
    }

    @Test
    void whatIsFlushedArrivesBeforeTheRest() throws Exception {
        peer.send(WireScript.getRequest(1, true, "/flush"));
        assertThat(peer.readUntil(1, Answer::hasHead).bodyLength()).isZero();
        release.countDown();
        Answer answer = peer.readAnswer(1);
        assertThat(answer.bodyText()).isEqualTo("onetwo");
        assertThat(answer.values("Content-Length")).isEmpty();
        assertServing();
    }

    @Test
    void formParametersAreRead() throws Exception {
        assertThat(post("/form?a=1", "application/x-www-form-urlencoded", "b=%C3%A4+x")
                        .bodyText())
                .isEqualTo("1,\u00e4 x");
        assertThat(peer.get("/form?b=2").bodyText()).isEqualTo("null,2");
    }

    @Test
    void multipartIsRead() throws Exception {
        String body = """
                --B\r
                Content-Disposition: form-data; name="field"\r
                \r
                value\r
                --B\r
                Content-Disposition: form-data; name="file"; filename="f.bin"\r
                Content-Type: application/octet-stream\r
                \r
                %s\r
                --B--\r
                """.formatted("x".repeat(100_000));
        assertThat(post("/multipart", "multipart/form-data; boundary=B", body).bodyText())
                .isEqualTo("field=5;file=100000;");
        assertServing();
    }

    @Test
    void forwardAndIncludeStayInside() throws Exception {
        assertThat(peer.get("/forward").bodyText()).isEqualTo("page for null");
        assertThat(peer.get("/include").bodyText()).isEqualTo("[included]");
    }

    @Test
    void aResetResponseForgetsWhatWasSaid() throws Exception {
        Answer answer = peer.get("/reset");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.values("X-Forgotten")).isEmpty();
        assertThat(answer.bodyText()).isEqualTo("remembered");
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 30_000, 1_000_000})
    void aBodyMayBeReadInPart(int length) throws Exception {
        assertThat(post("/partly-read", "text/plain", "x".repeat(length)).bodyText())
                .isEqualTo("1000");
        assertServing();
    }

    @Test
    void anExceptionBeforeTheCommitIsA500() throws Exception {
        assertThat(peer.get("/throw").status()).isEqualTo(500);
        assertServing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/throw-late", "/short"})
    void r37_anAnswerThatCannotBeFinishedIsVisiblyCutOff(String target) throws Exception {
        peer.send(WireScript.getRequest(1, true, target));
        Answer cut = peer.readCutAnswer(1);
        assertThat(cut.isComplete()).isFalse();
        assertThat(cut.status()).isEqualTo(200);
        assertThat(TestServer.stdoutEnded(cut)).isFalse();
        server.awaitNoConnections();
    }

    @Test
    void fieldsAndTextKeepTheirCharacters() throws Exception {
        Answer answer = peer.get("/headers");
        assertThat(answer.value("X-Latin")).hasValue("\u00e4");
        assertThat(answer.values("X-Two")).containsExactly("1", "2");
        assertThat(answer.bodyText()).isEqualTo("\u20ac");
    }
}
