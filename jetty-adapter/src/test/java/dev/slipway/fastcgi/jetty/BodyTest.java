// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.Await;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.RequestParams;
import dev.slipway.fastcgi.testkit.WireScript;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies in both directions: backpressure, what is left unread, and lengths that are not true. */
class BodyTest {
    private static final int HUGE = 64 * 1024 * 1024;
    private static final long LITTLE_MEMORY = 1024 * 1024;

    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch handling = new CountDownLatch(1);
    private final AtomicLong written = new AtomicLong();
    private volatile Thread writer;
    private TestServer server;
    private FastCgiPeer peer;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(this::handle, it -> it.factory().setMaxSkippedStdin(1_000_000));
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
            case "/echo" -> {
                if (request.getLength() >= 0) {
                    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, request.getLength());
                }
                Content.copy(request, response, callback);
            }
            case "/count" -> {
                long length = Content.Source.asInputStream(request).skip(Long.MAX_VALUE);
                Content.Sink.write(response, true, request.getLength() + " " + length, callback);
            }
            case "/write" -> {
                writer = Thread.currentThread();
                ByteBuffer block = ByteBuffer.allocate(64 * 1024);
                for (int i = 0; i < HUGE; i += block.capacity()) {
                    Content.Sink.write(response, false, block.slice());
                    written.addAndGet(block.capacity());
                }
                callback.succeeded();
            }
            case "/release-then-count" -> {
                handling.countDown();
                release.await();
                long length = Content.Source.asInputStream(request).skip(Long.MAX_VALUE);
                Content.Sink.write(response, true, "0 " + length, callback);
            }
            case "/commit-then-count" -> {
                Content.Sink.write(response, false, ByteBuffer.wrap(new byte[100]));
                InputStream in = Content.Source.asInputStream(request);
                in.skip(Long.MAX_VALUE);
                callback.succeeded();
            }
            case "/some" -> {
                readOnce(request);
                Content.Sink.write(response, true, "some", callback);
            }
            case "/large-unread" -> response.write(true, ByteBuffer.allocate(32 * 1024 * 1024), callback);
            default -> Content.Sink.write(response, true, "unread", callback);
        }
    }

    /** Reads one piece, whatever its length. */
    private static void readOnce(Request request) throws InterruptedException {
        Content.Chunk chunk = request.read();
        while (chunk == null) {
            CountDownLatch readable = new CountDownLatch(1);
            request.demand(readable::countDown);
            readable.await();
            chunk = request.read();
        }
        chunk.release();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static WireScript head(boolean keep, String target, String... extraParams) {
        return new WireScript()
                .begin(1, WireScript.RESPONDER, keep)
                .params(1, RequestParams.of("POST", target, extraParams))
                .paramsEnd(1);
    }

    private void assertServing() throws Exception {
        assertThat(peer.get("/next").bodyText()).isEqualTo("unread");
    }

    private static void assertStaysBlocked(Thread thread) {
        Await.until(
                () -> thread.getState() == Thread.State.WAITING,
                TestServer.PATIENCE,
                () -> "the writer is " + thread.getState());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 1024, 1025, 16_384, 32_768, 65_535, 65_536, 5_000_000})
    void aBodyIsEchoedAsItIs(int length) throws Exception {
        byte[] body = random(length);
        Answer answer = peer.request(1, WireScript.postRequest(1, true, "/echo", body));
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.stdoutLengths()).allMatch(record -> record <= 32 * 1024);
        assertServing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "", "absent"})
    void r31_aBodyOfUnknownLengthEndsWithStdin(String variable) throws Exception {
        String[] params = variable.equals("absent") ? new String[0] : new String[] {"CONTENT_LENGTH", variable};
        byte[] body = random(100_000);
        peer.send(head(true, "/count", params).stdin(1, body).stdinEnd(1));
        assertThat(peer.readAnswer(1).bodyText()).isEqualTo("-1 100000");
        assertServing();
    }

    @Test
    void aPeerThatDoesNotReadStopsTheWriter() throws Exception {
        peer.send(WireScript.getRequest(1, true, "/write"));
        Await.until(() -> written.get() > 0, TestServer.PATIENCE, "nothing is written");
        long before;
        do {
            before = written.get();
            assertStaysBlocked(writer);
        } while (written.get() != before);
        assertThat(written.get()).isLessThan(HUGE);
        assertThat(server.pooledMemory()).isLessThan(LITTLE_MEMORY);
        assertThat(peer.readAnswer(1).bodyLength()).isEqualTo(HUGE);
        assertServing();
    }

    @Test
    void aHandlerThatDoesNotReadStopsThePeer() throws Exception {
        byte[] bytes = head(true, "/release-then-count", "CONTENT_LENGTH", "" + HUGE)
                .stdin(1, new byte[HUGE])
                .stdinEnd(1)
                .toBytes();
        int sent = peer.sendUntilStalled(bytes, Duration.ofMillis(500));
        assertThat(sent).isLessThan(HUGE);
        assertThat(server.pooledMemory()).isLessThan(LITTLE_MEMORY);
        release.countDown();
        peer.send(Arrays.copyOfRange(bytes, sent, bytes.length));
        assertThat(peer.readAnswer(1).bodyText()).isEqualTo("0 " + HUGE);
        assertThat(server.pooledMemory()).isLessThan(LITTLE_MEMORY);
        assertServing();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 20_000, 900_000})
    void anUnreadBodyInOneWriteIsSkipped(int length) throws Exception {
        for (String target : new String[] {"/", "/some"}) {
            Answer answer = peer.request(1, WireScript.postRequest(1, true, target, random(length)));
            assertThat(answer.status()).isEqualTo(200);
            assertServing();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/some"})
    void r10_endRequestWaitsForTheEndOfAnUnreadBody(String target) throws Exception {
        peer.send(head(true, target, "CONTENT_LENGTH", "60000").stdin(1, random(20_000)));
        peer.readUntil(1, TestServer::stdoutEnded);
        peer.send(new WireScript().stdin(1, random(30_000)));
        peer.expectSilence(TestServer.QUIET);
        peer.send(new WireScript().stdin(1, random(10_000)).stdinEnd(1));
        assertThat(peer.readAnswer(1).isComplete()).isTrue();
        assertServing();
    }

    @Test
    void anUnreadBodyRecordByRecordIsSkipped() throws Exception {
        for (int i = 0; i < 100; i++) {
            WireScript script =
                    head(true, "/", "CONTENT_LENGTH", "5000").cut(100).stdin(1, random(5000));
            peer.sendRecordByRecord(script.stdinEnd(1));
            assertThat(peer.readAnswer(1).bodyText()).isEqualTo("unread");
        }
    }

    @Test
    void withoutKeepConnTheAnswerIsNotResetByAnUnreadBody() throws Exception {
        for (int i = 0; i < 50; i++) {
            try (FastCgiPeer each = server.connect()) {
                Answer answer = each.request(1, WireScript.postRequest(1, false, "/", random(200_000)));
                assertThat(answer.bodyText()).isEqualTo("unread");
                each.expectClosed();
            }
        }
    }

    @Test
    void withoutKeepConnTheEndOfTheBodyMayComeLate() throws Exception {
        peer.send(head(false, "/", "CONTENT_LENGTH", "60000").stdin(1, random(20_000)));
        assertThat(peer.readAnswer(1).bodyText()).isEqualTo("unread");
        peer.send(new WireScript().stdin(1, random(40_000)).stdinEnd(1));
        peer.expectClosed();
        server.awaitNoConnections();
    }

    @Test
    void withoutKeepConnTheEndOfTheBodyMayComeBeforeTheAnswerIsWritten() throws Exception {
        peer.send(head(false, "/large-unread", "CONTENT_LENGTH", "20000").stdin(1, random(20_000)));
        peer.readUntil(1, Answer::hasHead);
        // the last write is blocked now, since nobody reads
        peer.send(new WireScript().stdinEnd(1));
        assertThat(peer.readAnswer(1).bodyLength()).isEqualTo(32 * 1024 * 1024);
        peer.expectClosed();
        server.awaitNoConnections();
    }

    @Test
    void skippingHasALimit() throws Exception {
        peer.send(head(true, "/", "CONTENT_LENGTH", "2000000"));
        peer.readUntil(1, TestServer::stdoutEnded);
        try {
            peer.send(new WireScript().stdin(1, random(1_200_000)));
        } catch (java.io.IOException closedMeanwhile) {
            // as it should be
        }
        assertThat(peer.readCutAnswer(1).isComplete()).isFalse();
        server.awaitNoConnections();
        assertThat(server.factory().getRefusals().getLimitExceededConnections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 1000})
    void r24_aBodyOfAnotherLengthThanSaidIsAnswered400AndTheConnectionClosed(int said) throws Exception {
        peer.send(head(true, "/count", "CONTENT_LENGTH", "" + said)
                .stdin(1, random(100))
                .stdinEnd(1));
        assertThat(peer.readAnswer(1).status()).isEqualTo(400);
        peer.expectClosed();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 1000})
    void afterTheCommitABodyOfAnotherLengthTruncatesTheAnswer(int said) throws Exception {
        peer.send(head(true, "/commit-then-count", "CONTENT_LENGTH", "" + said)
                .stdin(1, random(100))
                .stdinEnd(1));
        Answer cut = peer.readCutAnswer(1);
        assertThat(cut.isComplete()).isFalse();
        assertThat(cut.status()).isEqualTo(200);
    }

    @Test
    void theHandlerIsCalledBeforeTheBodyIsHere() throws Exception {
        peer.send(head(true, "/release-then-count", "CONTENT_LENGTH", "3"));
        assertThat(handling.await(20, TimeUnit.SECONDS)).isTrue();
        release.countDown();
        peer.sendRecordByRecord(new WireScript().cut(1).stdin(1, "abc").stdinEnd(1));
        assertThat(peer.readAnswer(1).bodyText()).isEqualTo("0 3");
    }
}
