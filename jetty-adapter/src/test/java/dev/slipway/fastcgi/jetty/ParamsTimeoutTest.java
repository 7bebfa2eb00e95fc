// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.Await;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.WireScript;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request whose PARAMS do not become complete does not stay, and costs nobody else anything. */
class ParamsTimeoutTest {
    private final CountDownLatch mayAnswer = new CountDownLatch(1);

    private TestServer server(long paramsTimeout) {
        return new TestServer(
                (request, response, callback) -> {
                    if (request.getHttpURI().getPath().equals("/wait")) {
                        assertThat(mayAnswer.await(TestServer.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                                .isTrue();
                    }
                    Content.Sink.write(response, true, "hello", callback);
                },
                server -> server.factory().setParamsTimeout(paramsTimeout));
    }

    private static WireScript incomplete(int id) {
        return new WireScript().begin(id, WireScript.RESPONDER, true).params(id, "REQUEST_METHOD", "GET");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 12, 16, 20, 24, 30})
    void aConnectionIsClosedWhenItsOnlyRequestStaysIncomplete(int sentBytes) throws Exception {
        try (TestServer server = server(100);
                FastCgiPeer peer = server.connect()) {
            peer.send(Arrays.copyOf(incomplete(1).toBytes(), sentBytes));
            peer.expectClosed();
            assertThat(server.factory().getRefusals().getParamsTimeouts()).isEqualTo(1);
        }
    }

    @Test
    void piecesThatComeNowAndThenDoNotHelp() throws Exception {
        try (TestServer server = server(300);
                FastCgiPeer peer = server.connect()) {
            peer.send(new WireScript().begin(1, WireScript.RESPONDER, true));
            Await.until(
                    () -> {
                        sendUnlessClosed(peer, new WireScript().params(1, "A", "1"));
                        return server.factory().getRefusals().getParamsTimeouts() == 1;
                    },
                    TestServer.PATIENCE,
                    "the request is still awaited");
        }
    }

    private static void sendUnlessClosed(FastCgiPeer peer, WireScript script) {
        try {
            peer.send(script);
        } catch (IOException e) {
            // the application has lost patience
        }
    }

    @Test
    void aRequestThatIsLateIsAnswered408WhenOthersAreServedOnTheConnection() throws Exception {
        try (TestServer server = server(100);
                FastCgiPeer peer = server.connect()) {
            peer.send(WireScript.getRequest(1, true, "/wait"));
            byte[] late = incomplete(3).toBytes();
            peer.send(Arrays.copyOf(late, late.length - 5));

            assertThat(peer.readAnswer(3).status()).isEqualTo(408);
            peer.send(Arrays.copyOfRange(late, late.length - 5, late.length));
            peer.send(new WireScript().paramsEnd(3).stdinEnd(3));
            assertThat(peer.request(5, WireScript.getRequest(5, true, "/")).bodyText())
                    .isEqualTo("hello");
            mayAnswer.countDown();
            assertThat(peer.readAnswer(1).bodyText()).isEqualTo("hello");
            assertThat(server.factory().getRefusals().getParamsTimeouts()).isEqualTo(1);
        }
    }

    @Test
    void aRequestThatBecomesCompleteInTimeIsServed() throws Exception {
        try (TestServer server = server(TestServer.PATIENCE.toMillis());
                FastCgiPeer peer = server.connect()) {
            peer.sendRecordByRecord(WireScript.getRequest(1, true, "/").cut(3));
            assertThat(peer.readAnswer(1).bodyText()).isEqualTo("hello");
            assertThat(server.factory().getRefusals().getParamsTimeouts()).isZero();
        }
    }

    @Test
    void anIdleConnectionAndABodyThatComesSlowlyAreNotLate() throws Exception {
        try (TestServer server = server(20);
                FastCgiPeer peer = server.connect()) {
            peer.get("/");
            peer.expectSilence(TestServer.QUIET);
            peer.send(new WireScript()
                    .begin(1, WireScript.RESPONDER, true)
                    .params(1, "REQUEST_METHOD", "POST", "REQUEST_URI", "/wait")
                    .paramsEnd(1));
            peer.expectSilence(TestServer.QUIET);
            mayAnswer.countDown();
            peer.send(new WireScript().stdinEnd(1));
            assertThat(peer.readAnswer(1).status()).isEqualTo(200);
            assertThat(server.factory().getRefusals().getParamsTimeouts()).isZero();
        }
    }
}
