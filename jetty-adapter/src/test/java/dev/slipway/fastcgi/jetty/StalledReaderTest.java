// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.Await;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.RequestParams;
import dev.slipway.fastcgi.testkit.WireScript;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications that do not read their bodies, on a connection that others use too. */
@Timeout(120)
class StalledReaderTest {
    private static final int BUDGET = 64 * 1024;
    private static final int INPUT_BUFFER = 16 * 1024;
    private static final int RECORD = 65_535;

    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch told = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private TestServer server;
    private FastCgiPeer peer;

    /** Starts with a connection that is known to be shared. */
    private void start(Consumer<FastCgiConnectionFactory> settings) throws Exception {
        server = new TestServer(this::handle, it -> {
            it.configuration().setInputBufferSize(INPUT_BUFFER);
            it.factory().setInputBudget(BUDGET);
            it.factory().setStdinStallTimeout(200);
            settings.accept(it.factory());
        });
        peer = server.connect();
        peer.send(new WireScript().getValues("FCGI_MPXS_CONNS"));
        peer.readValues();
    }

    @AfterEach
    void stop() throws Exception {
        told.countDown();
        release.countDown();
        peer.close();
        server.close();
    }

    private void handle(Request request, Response response, Callback callback) throws Exception {
        String path = request.getHttpURI().getPath();
        InputStream in = Content.Source.asInputStream(request);
        switch (path) {
            case "/stall" -> {
                waiting.incrementAndGet();
                release.await();
                answerCount(in, response, callback);
            }
            case "/most-then-stall" -> {
                Await.until(() -> unread() >= BUDGET, TestServer.PATIENCE, () -> "only " + unread());
                in.readNBytes(BUDGET * 3 / 4);
                waiting.incrementAndGet();
                release.await();
                answerCount(in, response, callback);
            }
            case "/when-told" -> {
                told.await();
                answerCount(in, response, callback);
            }
            case "/slow" -> {
                long length = 0;
                byte[] some = new byte[2048];
                for (int read = in.read(some); read >= 0; read = in.read(some)) {
                    length += read;
                    // the pace of this reader, nothing else depends on it
                    LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
                }
                Content.Sink.write(response, true, Long.toString(length), callback);
            }
            case "/echo" -> Content.copy(request, response, callback);
            default -> Content.Sink.write(response, true, "hello", callback);
        }
    }

    /** Jetty does not log these. */
    private static final class QuietException extends IOException implements org.eclipse.jetty.io.QuietException {
        private static final long serialVersionUID = 1L;

        QuietException(Throwable cause) {
            super(cause);
        }
    }

    private void answerCount(InputStream in, Response response, Callback callback) {
        try {
            Content.Sink.write(response, true, Long.toString(in.skip(Long.MAX_VALUE)), callback);
        } catch (IOException e) {
            failures.add(e);
            callback.failed(new QuietException(e));
        }
    }

    private void awaitWaiting(int count) {
        Await.until(() -> waiting.get() == count, TestServer.PATIENCE, () -> waiting + " of " + count + " wait");
    }

    private static WireScript head(int id, String target) {
        return new WireScript()
                .begin(id, WireScript.RESPONDER, true)
                .params(id, RequestParams.of("POST", target))
                .paramsEnd(id);
    }

    private void assertServing() throws Exception {
        assertThat(peer.request(2, WireScript.getRequest(2, true, "/next")).bodyText())
                .isEqualTo("hello");
    }

    @Test
    void r09_onlyTheStalledReaderFailsAndTheRestOfItsBodyIsSkipped() throws Exception {
        start(factory -> {});
        peer.send(head(3, "/echo"));
        peer.send(head(1, "/stall").stdin(1, new byte[1_000_000]));
        awaitWaiting(1);
        assertServing();
        peer.send(new WireScript().stdin(1, new byte[1_000_000]));
        peer.send(new WireScript().stdin(3, "other").stdinEnd(3));
        assertThat(peer.readAnswer(3).bodyText()).isEqualTo("other");
        release.countDown();
        Await.until(() -> !failures.isEmpty(), TestServer.PATIENCE, "the stalled reader is told nothing");
        assertThat(failures.peek()).hasStackTraceContaining("stdinStallTimeout");
        peer.send(new WireScript().stdinEnd(1));
        Answer failed = peer.readAnswer(1);
        assertThat(failed.status()).isGreaterThanOrEqualTo(400);
        assertServing();
        peer.send(head(1, "/echo").stdin(1, "again").stdinEnd(1));
        assertThat(peer.readAnswer(1).bodyText()).isEqualTo("again");
    }

    @Test
    void manyStalledReadersDelayTheOthersNoLonger() throws Exception {
        start(factory -> {});
        int count = 40;
        for (int id = 101; id <= 100 + count; id++) {
            peer.send(head(id, "/stall").stdin(id, new byte[3000]));
        }
        for (int id = 101; id <= 100 + count; id++) {
            // each holds too little to free half of the budget
            peer.send(new WireScript().stdin(id, new byte[500]));
        }
        assertServing();
        release.countDown();
        for (int id = 101; id <= 100 + count; id++) {
            peer.send(new WireScript().stdinEnd(id));
            assertThat(peer.readAnswer(id).isComplete()).isTrue();
        }
        assertServing();
    }

    @Test
    void aReaderThatHasFreedHalfOfTheBudgetLetsTheOthersGoOn() throws Exception {
        // so long that it cannot be what helps
        start(factory -> factory.setStdinStallTimeout(3_600_000));
        peer.send(head(1, "/most-then-stall").stdin(1, new byte[BUDGET + 100]));
        awaitWaiting(1);
        assertServing();
        release.countDown();
        peer.send(new WireScript().stdinEnd(1));
        assertThat(peer.readAnswer(1).bodyText()).isEqualTo("" + (BUDGET + 100 - BUDGET * 3 / 4));
        assertServing();
    }

    /** An application that reads may be faster than the selector, which then never calls for what is left in the buffer. */
    @Test
    void whatWaitsBehindTheBudgetIsReadWithoutACallOfTheSocket() throws Exception {
        start(factory -> factory.setStdinStallTimeout(3_600_000));
        peer.send(head(1, "/when-told").then(head(3, "/most-then-stall")));
        peer.send(new WireScript().stdin(3, new byte[BUDGET - 1000]));
        Await.until(() -> unread() >= BUDGET - 1000, TestServer.PATIENCE, () -> "only " + unread());
        EndPoint endPoint =
                server.connector().getConnectedEndPoints().iterator().next();
        Await.until(endPoint::isFillInterested, TestServer.PATIENCE, "the socket is not asked to call");
        CountDownLatch selectorStops = new CountDownLatch(1);
        CompletableFuture<Void> selectorGoesOn = new CompletableFuture<>();
        server.connector().getSelectorManager().getBean(ManagedSelector.class).submit(selector -> {
            selectorStops.countDown();
            selectorGoesOn.join();
        });
        selectorStops.await();
        try {
            peer.send(
                    new WireScript().stdin(3, new byte[2000]).stdin(1, "behind").stdinEnd(1));
            told.countDown();
            awaitWaiting(1);
        } finally {
            selectorGoesOn.complete(null);
        }
        assertThat(peer.readAnswer(1).bodyText()).isEqualTo("6");
        release.countDown();
        peer.send(new WireScript().stdinEnd(3));
        assertThat(peer.readAnswer(3).bodyText()).isEqualTo("" + (BUDGET + 1000 - BUDGET * 3 / 4));
    }

    @Test
    void aSlowReaderThatMakesProgressIsNotFailed() throws Exception {
        start(factory -> {
            factory.setInputBudget(16 * 1024);
            factory.setStdinStallTimeout(1500);
        });
        int length = 600_000;
        peer.send(head(1, "/slow").cut(2048).stdin(1, new byte[length]).stdinEnd(1));
        assertServing();
        assertThat(peer.readAnswer(1).bodyText()).isEqualTo("" + length);
    }

    /** It is not the application that stalls, but the front end. */
    @Test
    void anEndOfStdinThatDoesNotComeKeepsNoAnswerOpen() throws Exception {
        start(factory -> factory.setStdinStallTimeout(1));
        peer.send(head(1, "/hello").stdin(1, "some").then(head(2, "/hello")));
        assertThat(peer.readAnswer(1).bodyText()).isEqualTo("hello");
        assertThat(peer.readAnswer(2).bodyText()).isEqualTo("hello");
        peer.send(new WireScript().stdinEnd(2).stdin(1, "more").stdinEnd(1));
        assertServing();
    }

    @Test
    void aReaderThatIsOnlyLateIsNotFailedWhileTheBudgetLasts() throws Exception {
        start(factory -> factory.setStdinStallTimeout(1));
        peer.send(head(1, "/stall").stdin(1, new byte[BUDGET / 2]));
        awaitWaiting(1);
        assertServing();
        peer.expectSilence(TestServer.QUIET);
        release.countDown();
        peer.send(new WireScript().stdinEnd(1));
        assertThat(peer.readAnswer(1).bodyText()).isEqualTo("" + BUDGET / 2);
    }

    @Test
    void anAbortOfTheStalledReaderLetsTheOthersGoOn() throws Exception {
        start(factory -> factory.setStdinStallTimeout(3_600_000));
        peer.send(head(1, "/stall").cut(1000).stdin(1, new byte[BUDGET - 16_000]));
        awaitWaiting(1);
        peer.send(new WireScript().abort(1));
        assertThat(peer.readAnswer(1).stdout()).isEmpty();
        peer.send(head(3, "/echo").stdin(3, new byte[BUDGET * 4]).stdinEnd(3));
        assertThat(peer.readAnswer(3).bodyLength()).isEqualTo(BUDGET * 4);
        assertServing();
    }

    /** Nobody is blamed for what is not shared: it is stopped for as long as the application likes. */
    @Test
    void aConnectionThatIsNotSharedMayStandStill() throws Exception {
        start(factory -> factory.setStdinStallTimeout(1));
        try (FastCgiPeer alone = server.connect()) {
            byte[] bytes =
                    head(1, "/stall").stdin(1, new byte[20_000_000]).stdinEnd(1).toBytes();
            int sent = alone.sendUntilStalled(bytes, Duration.ofMillis(300));
            assertThat(sent).isLessThan(bytes.length);
            release.countDown();
            alone.send(Arrays.copyOfRange(bytes, sent, bytes.length));
            assertThat(alone.readAnswer(1).bodyText()).isEqualTo("20000000");
        }
    }

    /** The first sign that the front end shares the connection is behind what nobody reads. */
    @Test
    void aRequestBehindABodyThatNobodyReadsIsServedAllTheSame() throws Exception {
        start(factory -> {});
        try (FastCgiPeer alone = server.connect()) {
            alone.send(head(1, "/stall").stdin(1, new byte[INPUT_BUFFER * 2]));
            awaitWaiting(1);
            alone.send(WireScript.getRequest(2, true, "/next"));
            assertThat(alone.readAnswer(2).bodyText()).isEqualTo("hello");
            release.countDown();
            alone.send(new WireScript().stdinEnd(1));
            assertThat(alone.readAnswer(1).bodyText()).isEqualTo("" + INPUT_BUFFER * 2);
        }
    }

    @Test
    void whatIsReadAheadForNobodyStaysWithinTheBudget() throws Exception {
        start(factory -> factory.setStdinStallTimeout(1));
        try (FastCgiPeer alone = server.connect()) {
            byte[] bytes =
                    head(1, "/stall").stdin(1, new byte[20_000_000]).stdinEnd(1).toBytes();
            int sent = alone.sendUntilStalled(bytes, Duration.ofMillis(300));
            Await.until(() -> unread() >= BUDGET, TestServer.PATIENCE, () -> "only " + unread());
            assertThat(unread() + server.pooledMemory()).isLessThanOrEqualTo(BUDGET + 2 * INPUT_BUFFER + RECORD);
            release.countDown();
            alone.send(Arrays.copyOfRange(bytes, sent, bytes.length));
            assertThat(alone.readAnswer(1).bodyText()).isEqualTo("20000000");
            // the next request does not begin with what is left of that
            alone.send(head(1, "/echo").stdin(1, new byte[100_000]).stdinEnd(1));
            assertThat(alone.readAnswer(1).bodyLength()).isEqualTo(100_000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 4096, RECORD})
    void r09_whatWaitsStaysWithinTheBudgetWhateverIsSent(int recordLength) throws Exception {
        start(factory -> factory.setStdinStallTimeout(3_600_000));
        for (int id = 101; id <= 110; id++) {
            peer.send(head(id, "/stall"));
        }
        awaitWaiting(10);
        WireScript script = new WireScript().cut(recordLength);
        int each = Math.max(recordLength, (int) (200_000L * recordLength / (recordLength + 8)));
        for (int round = 0; round < 10; round++) {
            for (int id = 101; id <= 110; id++) {
                script.stdin(id, new byte[each]);
            }
        }
        byte[] bytes = script.toBytes();
        int sent = peer.sendUntilStalled(bytes, Duration.ofMillis(300));
        assertThat(sent).isLessThan(bytes.length);
        assertThat(unread() + server.pooledMemory())
                .as("what the bodies hold, and all of the pool")
                .isLessThanOrEqualTo(BUDGET + INPUT_BUFFER + RECORD);
        assertThat(unread()).isGreaterThan(0);
    }

    /** What the bodies of all connections hold, bytes. */
    private long unread() {
        return server.connector().getConnectedEndPoints().stream()
                .mapToLong(endPoint -> ((FastCgiConnection) endPoint.getConnection())
                        .inputBudget()
                        .waiting())
                .sum();
    }
}
