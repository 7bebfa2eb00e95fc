// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.AnswerHead;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.RequestParams;
import dev.slipway.fastcgi.testkit.WireScript;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How requests end on the wire, and what the protocol answers by itself. */
class EndingTest {
    /** More than sockets hold. */
    private static final int LARGE = 20_000_000;

    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch blocked = new CountDownLatch(1);
    private TestServer server;
    private FastCgiPeer peer;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(this::handle, it -> {
            it.factory().setMaxParamsLength(4096);
            // so long that nothing here ends by it
            it.factory().setStdinStallTimeout(3_600_000);
        });
        peer = server.connect();
    }

    @AfterEach
    void stop() throws Exception {
        release.countDown();
        peer.close();
        server.close();
    }

    private void handle(Request request, Response response, Callback callback) throws Exception {
        switch (request.getHttpURI().getPath()) {
            case "/blocked" -> {
                blocked.countDown();
                release.await();
                Content.Sink.write(response, true, "late", callback);
            }
            case "/ended" -> {
                // the response is out, but Jetty does not get its stream back before the latch
                Content.Sink.write(response, true, "early", Callback.NOOP);
                release.await();
                callback.succeeded();
            }
            case "/large" -> response.write(true, ByteBuffer.allocate(LARGE), callback);
            case "/slow-callback" ->
                response.write(true, null, Callback.from(() -> awaitReleaseThen(callback), callback::failed));
            case "/long-head" -> {
                response.getHeaders().put("X-Long", "x".repeat(70_000));
                Content.Sink.write(response, true, "never", callback);
            }
            case "/split" -> {
                response.getHeaders().put("X-Split", "a\r\nInjected: b");
                Content.Sink.write(response, true, "never", callback);
            }
            case "/hop-by-hop" -> {
                response.getHeaders().put("Transfer-Encoding", "chunked");
                response.getHeaders().put("Connection", "close");
                response.getHeaders().put("Keep-Alive", "timeout=5");
                response.getHeaders().put("Upgrade", "h2c");
                response.getHeaders().put("Status", "418 Teapot");
                response.getHeaders().put("X-Kept", "yes");
                Content.Sink.write(response, true, "body", callback);
            }
            case "/interim" -> {
                response.writeInterim(102, HttpFields.EMPTY).join();
                response.writeInterim(103, HttpFields.build().put("Link", "</a>;rel=preload"))
                        .join();
                Content.Sink.write(response, true, "final", callback);
            }
            default -> Content.Sink.write(response, true, "hello", callback);
        }
    }

    private void awaitReleaseThen(Callback callback) {
        try {
            release.await();
            callback.succeeded();
        } catch (InterruptedException e) {
            callback.failed(e);
        }
    }

    private void assertServing() throws Exception {
        assertThat(peer.get("/next").bodyText()).isEqualTo("hello");
    }

    @Test
    void withoutKeepConnTheConnectionIsClosedAfterTheAnswer() throws Exception {
        Answer answer = peer.request(1, WireScript.getRequest(1, false, "/"));
        assertThat(answer.bodyText()).isEqualTo("hello");
        assertThat(answer.appStatus()).hasValue(0);
        assertThat(answer.protocolStatus()).hasValue(0);
        peer.expectClosed();
    }

    @Test
    void r15_withKeepConnNothingFollowsTheAnswerAndTheConnectionStays() throws Exception {
        assertThat(peer.get("/").bodyText()).isEqualTo("hello");
        peer.expectSilence(TestServer.QUIET);
        assertServing();
    }

    @Test
    void withoutKeepConnALargeAnswerIsCompleteBeforeTheClose() throws Exception {
        assertThat(peer.request(1, WireScript.getRequest(1, false, "/large")).bodyLength())
                .isEqualTo(LARGE);
        peer.expectClosed();
    }

    @Test
    void r12_theHeadIsInOneRecordAndStatusItsLastField() throws Exception {
        Answer answer = peer.get("/");
        assertThat(answer.headInOneRecord()).isTrue();
        assertThat(answer.statusIsLastField()).isTrue();
        assertThat(answer.reason()).isEqualTo("OK");
        assertThat(answer.value("Content-Length")).hasValue("5");
    }

    @Test
    void theEmptyStdinMayComeAfterTheAnswer() throws Exception {
        peer.send(new WireScript()
                .begin(1, WireScript.RESPONDER, true)
                .params(1, RequestParams.of("GET", "/"))
                .paramsEnd(1));
        assertThat(peer.readUntil(1, TestServer::stdoutEnded).bodyText()).isEqualTo("hello");
        peer.expectSilence(TestServer.QUIET);
        peer.send(new WireScript().stdinEnd(1));
        assertThat(peer.readAnswer(1).isComplete()).isTrue();
        assertServing();
    }

    /** nginx sends no more of a body when its response has begun, and its client waits for END_REQUEST. */
    @Test
    void aStdinThatNginxLeavesWithoutItsEndKeepsNobodyWaiting() throws Exception {
        Map<String, String> params = RequestParams.of("POST", "/");
        params.put("CONTENT_LENGTH", "3000");
        params.put("SERVER_SOFTWARE", "nginx/1.22.1");
        peer.send(new WireScript()
                .begin(1, WireScript.RESPONDER, true)
                .params(1, params)
                .paramsEnd(1)
                .stdin(1, "some"));
        assertThat(peer.readAnswer(1).bodyText()).isEqualTo("hello");
        // what was under way is no part of the next request, which may have the same id
        peer.send(new WireScript().stdin(1, "late"));
        assertServing();
        peer.expectSilence(TestServer.QUIET);
    }

    @Test
    void aSecondRequestAtTheSameTimeIsServedAndTheFirstGoesOn() throws Exception {
        peer.send(WireScript.getRequest(1, true, "/blocked"));
        assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(peer.request(3, WireScript.getRequest(3, true, "/")).bodyText())
                .isEqualTo("hello");
        release.countDown();
        assertThat(peer.readAnswer(1).bodyText()).isEqualTo("late");
        assertServing();
    }

    @Test
    void theIdsOfFollowingRequestsMayDiffer() throws Exception {
        for (int id = 1; id <= 65535; id += 4369) {
            assertThat(peer.request(id, WireScript.getRequest(id, true, "/")).bodyText())
                    .isEqualTo("hello");
        }
    }

    @Test
    void theNextRequestIsServedBeforeJettyHasReleasedTheOneBefore() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(peer.get("/ended").bodyText()).isEqualTo("early");
        }
        assertServing();
    }

    @Test
    void aCallbackThatBlocksDelaysNoAnswerToFollow() throws Exception {
        assertThat(peer.get("/slow-callback").bodyLength()).isZero();
        assertServing();
        assertServing();
    }

    @Test
    void asManyUnreleasedRequestsAsThereMayBeOnlyDelayTheNext() throws Exception {
        for (int i = 0; i < 64; i++) {
            assertThat(peer.get("/ended").bodyText()).isEqualTo("early");
        }
        peer.send(WireScript.getRequest(1, true, "/"));
        peer.expectSilence(TestServer.QUIET);
        release.countDown();
        assertThat(peer.readAnswer(1).bodyText()).isEqualTo("hello");
        assertServing();
    }

    @ParameterizedTest
    @ValueSource(ints = {WireScript.AUTHORIZER, WireScript.FILTER, 4, 0, 65535})
    void aRoleThatIsNotServedIsAnswered500(int role) throws Exception {
        WireScript script = new WireScript()
                .begin(1, role, true)
                .params(1, RequestParams.of("GET", "/"))
                .paramsEnd(1);
        if (role == WireScript.FILTER) {
            script.stdinEnd(1)
                    .data(1, "file".getBytes(StandardCharsets.US_ASCII))
                    .dataEnd(1);
        }
        Answer answer = peer.request(1, script);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.protocolStatus()).hasValue(0);
        assertServing();
    }

    @Test
    void r15_tooMuchParamsIsAnswered431() throws Exception {
        Answer answer = peer.get("/", "HTTP_X_LONG", "x".repeat(5000));
        assertThat(answer.status()).isEqualTo(431);
        assertServing();
    }

    @Test
    void aRefusedRequestWithoutKeepConnIsTheLast() throws Exception {
        WireScript script = WireScript.getRequest(1, false, "/", "HTTP_X_LONG", "x".repeat(5000));
        assertThat(peer.request(1, script).status()).isEqualTo(431);
        peer.expectClosed();
    }

    @Test
    void getValuesIsAnsweredWithWhatIsKnown() throws Exception {
        peer.send(new WireScript().getValues("FCGI_MAX_CONNS", "FCGI_MAX_REQS", "FCGI_MPXS_CONNS", "FCGI_OTHER"));
        Map<String, String> values = peer.readValues();
        assertThat(values).containsOnlyKeys("FCGI_MAX_CONNS", "FCGI_MAX_REQS", "FCGI_MPXS_CONNS");
        assertThat(values).containsEntry("FCGI_MPXS_CONNS", "1");
        assertServing();
    }

    @Test
    void getValuesIsAnsweredWhileARequestRuns() throws Exception {
        peer.send(WireScript.getRequest(1, true, "/blocked"));
        assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();
        peer.send(new WireScript().getValues("FCGI_MPXS_CONNS"));
        assertThat(peer.readValues()).containsEntry("FCGI_MPXS_CONNS", "1");
        release.countDown();
        assertThat(peer.readAnswer(1).bodyText()).isEqualTo("late");
    }

    @Test
    void anUnknownManagementRecordIsAnsweredAndOneOfARequestIgnored() throws Exception {
        peer.send(new WireScript().record(77, 0, new byte[3], 5));
        assertThat(peer.readUnknownType()).isEqualTo(77);
        peer.send(new WireScript().record(78, 9, new byte[3], 5));
        assertServing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/long-head", "/split"})
    void aHeadThatCannotBeSentIsA500(String target) throws Exception {
        Answer answer = peer.get(target);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.values("Injected")).isEmpty();
        assertServing();
    }

    @Test
    void fieldsThatBelongToAConnectionAreNeverSent() throws Exception {
        Answer answer = peer.get("/hop-by-hop");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.fields())
                .extracting(AnswerHead.Field::name)
                .doesNotContain("Transfer-Encoding", "Connection", "Keep-Alive", "Upgrade")
                .contains("X-Kept");
        assertThat(answer.bodyText()).isEqualTo("body");
    }

    @Test
    void interimResponsesAreNeverSent() throws Exception {
        WireScript script =
                WireScript.postRequest(1, true, "/interim", new byte[10], "HTTP_EXPECT", "100-continue", "HTTP_X", "y");
        Answer answer = peer.request(1, script);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.values("Link")).isEmpty();
        assertThat(answer.bodyText()).isEqualTo("final");
        assertServing();
    }

    /** The front end cannot know of a shutdown before the connection is closed. */
    @Test
    void requestThatBeginsWhileTheLastAnswerIsWrittenIsAnsweredBeforeTheClose() throws Exception {
        assertThat(peer.get("/").bodyText()).isEqualTo("hello");
        server.connector().shutdown();
        peer.send(WireScript.getRequest(1, true, "/large"));
        // the head is here: all of the answer is queued, and the socket is full
        peer.readUntil(1, Answer::hasHead);
        peer.send(WireScript.getRequest(2, true, "/blocked"));
        assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(peer.readAnswer(1).bodyLength()).isEqualTo(LARGE);
        release.countDown();
        assertThat(peer.readAnswer(2).bodyText()).isEqualTo("late");
        peer.expectClosed();
    }
}
