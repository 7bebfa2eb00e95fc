// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.RequestParams;
import dev.slipway.fastcgi.testkit.WireScript;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A front end that gives up: whatever the application waits for, it is told. */
class AbortTest {
    /** What the application is doing when the front end gives up. */
    private enum Doing {
        READING,
        WRITING,
        ASYNC_IDLE,
        ASYNC_READING,
        ASYNC_WRITING
    }

    private final WaitingServlets servlets = new WaitingServlets();
    private final CountDownLatch returned = new CountDownLatch(1);
    private TestServer server;
    private FastCgiPeer peer;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(new DispatchWatcher(TestServer.servlets(servlets::addTo)));
        peer = server.connect();
    }

    @AfterEach
    void stop() throws Exception {
        servlets.release();
        peer.close();
        server.close();
    }

    /** Knows when a servlet has returned: Jetty drops what befalls an asynchronous request before that. */
    private final class DispatchWatcher extends Handler.Wrapper {
        DispatchWatcher(Handler handler) {
            super(handler);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            try {
                return super.handle(request, response, callback);
            } finally {
                returned.countDown();
            }
        }
    }

    private void begin(Doing doing, boolean keep) throws Exception {
        WireScript script = new WireScript()
                .begin(1, WireScript.RESPONDER, keep)
                .params(1, RequestParams.of("POST", "/" + doing))
                .paramsEnd(1);
        if (doing == Doing.READING || doing == Doing.ASYNC_READING) {
            script.stdin(1, "a");
        } else {
            script.stdinEnd(1);
        }
        peer.send(script);
        assertThat(servlets.awaitWaiting()).isTrue();
        if (doing == Doing.WRITING) {
            servlets.awaitBlockedWriter();
        } else if (doing != Doing.READING) {
            assertThat(returned.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void assertTold() throws Exception {
        assertThat(servlets.awaitTold()).isInstanceOf(IOException.class);
    }

    private void assertServing() throws Exception {
        assertThat(peer.get("/next").bodyText()).isEqualTo("hello");
    }

    @ParameterizedTest
    @EnumSource
    void abortRequestReachesTheApplication(Doing doing) throws Exception {
        begin(doing, true);
        peer.send(new WireScript().abort(1));
        assertTold();
        if (doing == Doing.WRITING || doing == Doing.ASYNC_WRITING) {
            // A part of a record is out and the rest is the application's again: nothing but a close is honest.
            peer.readCutAnswer(1);
            server.awaitNoConnections();
        } else {
            Answer answer = peer.readAnswer(1);
            assertThat(answer.stdout()).isEmpty();
            assertServing();
        }
    }

    @ParameterizedTest
    @EnumSource
    void onASharedConnectionAnAbortLeavesTheOthersAlone(Doing doing) throws Exception {
        peer.send(new WireScript()
                .begin(7, WireScript.RESPONDER, true)
                .params(7, RequestParams.of("GET", "/"))
                .begin(9, WireScript.RESPONDER, true)
                .params(9, RequestParams.of("POST", "/")));
        begin(doing, true);
        peer.send(new WireScript().paramsEnd(7).abort(1).stdinEnd(7));
        // before the peer has read any of what is being written
        assertTold();
        assertThat(peer.readAnswer(7).bodyText()).isEqualTo("hello");
        assertThat(peer.readAnswer(1).isComplete()).isTrue();
        peer.send(new WireScript().paramsEnd(9).stdinEnd(9));
        assertThat(peer.readAnswer(9).bodyText()).isEqualTo("hello");
        assertServing();
    }

    @ParameterizedTest
    @EnumSource(names = {"READING", "ASYNC_IDLE", "ASYNC_READING"})
    void abortRequestWithoutKeepConnCloses(Doing doing) throws Exception {
        begin(doing, false);
        peer.send(new WireScript().abort(1));
        assertTold();
        assertThat(peer.readAnswer(1).stdout()).isEmpty();
        peer.expectClosed();
    }

    @ParameterizedTest
    @EnumSource
    void aClosedConnectionReachesTheApplication(Doing doing) throws Exception {
        begin(doing, true);
        peer.close();
        assertTold();
        server.awaitNoConnections();
    }

    @ParameterizedTest
    @EnumSource
    void aResetConnectionReachesTheApplication(Doing doing) throws Exception {
        begin(doing, true);
        peer.reset();
        assertTold();
        server.awaitNoConnections();
    }

    @Test
    void nothingIsWrittenForAnAbortedRequest() throws Exception {
        peer.send(WireScript.getRequest(1, true, "/late"));
        assertThat(servlets.awaitWaiting()).isTrue();
        peer.send(new WireScript().abort(1));
        assertThat(peer.readAnswer(1).stdout()).isEmpty();
        assertServing();
        servlets.release();
        assertThat(servlets.awaitWrittenLate()).isTrue();
        peer.expectSilence(TestServer.QUIET);
        assertServing();
    }

    @Test
    void anAnswerThatHasBegunIsEndedByTheAbort() throws Exception {
        peer.send(WireScript.getRequest(1, true, "/begun"));
        peer.readUntil(1, answer -> answer.bodyLength() == 100);
        assertThat(servlets.awaitWaiting()).isTrue();
        peer.send(new WireScript().abort(1));
        assertThat(peer.readAnswer(1).bodyLength()).isEqualTo(100);
        assertServing();
        servlets.release();
        assertThat(servlets.awaitWrittenLate()).isTrue();
        assertServing();
    }

    @Test
    void anAbortBeforeTheEndOfParamsIsOnlyEnded() throws Exception {
        peer.send(new WireScript().begin(1, WireScript.RESPONDER, true).abort(1));
        assertThat(peer.readAnswer(1).stdout()).isEmpty();
        peer.send(new WireScript()
                .begin(1, WireScript.RESPONDER, true)
                .params(1, "REQUEST_METHOD", "GET")
                .abort(1));
        assertThat(peer.readAnswer(1).stdout()).isEmpty();
        assertServing();
    }

    @Test
    void anAbortAfterTheEndIsIgnored() throws Exception {
        assertServing();
        peer.send(new WireScript().abort(1));
        assertServing();
        peer.expectSilence(TestServer.QUIET);
    }

    @Test
    void anAbortBetweenTheAnswerAndTheEndOfStdinEndsTheRequest() throws Exception {
        peer.send(new WireScript()
                .begin(1, WireScript.RESPONDER, true)
                .params(1, RequestParams.of("POST", "/"))
                .paramsEnd(1));
        peer.readUntil(1, TestServer::stdoutEnded);
        peer.send(new WireScript().abort(1));
        assertThat(peer.readAnswer(1).bodyText()).isEqualTo("hello");
        assertServing();
    }

    @Test
    void anAbortInTheSameSegmentAsItsRequestIsEnded() throws Exception {
        for (int i = 0; i < 300; i++) {
            peer.send(WireScript.getRequest(1, true, "/").then(new WireScript().abort(1)));
            assertThat(peer.readAnswer(1).isComplete()).isTrue();
            assertServing();
        }
    }

    @Test
    void aCloseInTheSameSegmentAsItsRequestLeavesNothingBehind() throws Exception {
        peer.close();
        for (int i = 0; i < 100; i++) {
            try (FastCgiPeer each = server.connect()) {
                each.send(WireScript.getRequest(1, true, "/"));
            }
        }
        try (FastCgiPeer last = server.connect()) {
            // connections are accepted in order, so none is left to be accepted when the server stops
            assertThat(last.get("/").bodyText()).isEqualTo("hello");
        }
        server.awaitNoConnections();
    }

    @Test
    void whatIsKnownOfAnAbortIsAnEofException() throws Exception {
        begin(Doing.ASYNC_IDLE, true);
        peer.send(new WireScript().abort(1));
        assertThat(servlets.awaitTold()).isInstanceOf(EofException.class).hasMessageContaining("aborted");
    }
}
