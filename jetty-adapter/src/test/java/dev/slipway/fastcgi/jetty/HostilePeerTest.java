// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.Await;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.RequestParams;
import dev.slipway.fastcgi.testkit.WireScript;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Peers that mean harm, over real sockets: a peer that behaves is served meanwhile, and memory and threads stay what they
 * were.
 */
@Timeout(300)
class HostilePeerTest {
    private static final int MEBIBYTE = 1024 * 1024;

    /** What hostile connections may hold together while they last. */
    private static final int HELD = 12 * MEBIBYTE;

    /** What collections may find one time and not the other. */
    private static final int TOLERANCE = 2 * MEBIBYTE;

    /** What an application answers that writes piece by piece. */
    private static final int LARGE = 64 * MEBIBYTE;

    private static final int PIECE = 32 * 1024;

    private static final int MAX_SKIPPED = MEBIBYTE;

    /** What one connection does; it may find itself closed. */
    @FunctionalInterface
    private interface Attack {
        void run(FastCgiPeer peer) throws IOException;
    }

    @TempDir
    private Path directory;

    private final AtomicInteger stuck = new AtomicInteger();
    private volatile CountDownLatch release = new CountDownLatch(1);
    private TestServer server;
    private GoodNeighbour neighbour;

    @BeforeEach
    void start() throws Exception {
        Path socket = directory.resolve("s");
        server = new TestServer(this::handle, it -> {
            it.connector().setIdleTimeout(1000);
            // else the operating system would take megabytes that nobody reads
            it.connector().setAcceptedSendBufferSize(64 * 1024);
            it.connector().setAcceptedReceiveBufferSize(64 * 1024);
            it.factory().setMaxSkippedStdin(MAX_SKIPPED);
            it.factory().setParamsTimeout(500);
            it.factory().setStdinStallTimeout(200);
            it.listenOn(socket);
        });
        neighbour = new GoodNeighbour(TestServer.connect(socket));
    }

    @AfterEach
    void stop() throws Exception {
        release.countDown();
        neighbour.close();
        server.close();
    }

    private void handle(Request request, Response response, Callback callback) throws Exception {
        switch (request.getHttpURI().getPath()) {
            case "/echo" -> Content.copy(request, response, callback);
            case "/stuck" -> {
                stuck.incrementAndGet();
                release.await();
                stuck.decrementAndGet();
                callback.succeeded();
            }
            case "/large" -> {
                try {
                    for (int i = 0; i < LARGE; i += PIECE) {
                        Content.Sink.write(response, false, ByteBuffer.allocate(PIECE));
                    }
                    callback.succeeded();
                } catch (IOException e) {
                    callback.failed(new EofException(e)); // which Jetty does not log
                }
            }
            default -> Content.Sink.write(response, true, "hello", callback);
        }
    }

    /** What a collection leaves, and what the neighbour has allocated since: the least of some is near the truth. */
    private static long heap() {
        return LongStream.generate(HostilePeerTest::heapOnce).limit(3).min().orElseThrow();
    }

    private static long heapOnce() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Attacks twice, so that the first time has what is needed once and for all. */
    private void underAttack(int connections, Attack attack) throws Exception {
        neighbour.awaitAnswers();
        attackOnce(connections, attack, Long.MAX_VALUE);
        long heap = heap();
        long pooled = server.pooledMemory();
        attackOnce(connections, attack, heap);
        Await.until(
                () -> heapOnce() < heap + TOLERANCE,
                TestServer.PATIENCE,
                () -> "heap afterwards: " + heapOnce() + ", before: " + heap);
        assertThat(server.pooledMemory()).as("pooled buffers").isLessThan(pooled + TOLERANCE);
    }

    private void attackOnce(int connections, Attack attack, long heapBefore) throws Exception {
        List<FastCgiPeer> peers = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                FastCgiPeer peer = server.connect();
                peers.add(peer);
                attack.run(peer);
            }
            neighbour.awaitAnswers();
            if (heapBefore < Long.MAX_VALUE) {
                assertThat(heap()).as("heap under attack").isLessThan(heapBefore + HELD);
            }
            assertThat(server.threads().getThreads())
                    .as("threads")
                    .isLessThanOrEqualTo(server.threads().getMaxThreads());
            release.countDown();
            Await.until(
                    () -> server.connector().getConnectedEndPoints().isEmpty(),
                    TestServer.PATIENCE,
                    () -> "hostile connections are still open: "
                            + server.connector().getConnectedEndPoints());
        } finally {
            for (FastCgiPeer peer : peers) {
                peer.close();
            }
        }
        Await.until(() -> stuck.get() == 0, TestServer.PATIENCE, () -> stuck + " requests are stuck");
        neighbour.awaitAnswers();
        release = new CountDownLatch(1);
    }

    private static void assertNotTaken(long sent) {
        assertThat(sent).as("bytes taken").isLessThan(Flood.LENGTH);
    }

    /** For connections that must be closed for another reason than time, if at all. */
    private void setPatience() {
        server.connector().setIdleTimeout(2 * TestServer.PATIENCE.toMillis());
        server.factory().setParamsTimeout(2 * TestServer.PATIENCE.toMillis());
    }

    private static WireScript stuckRequest(int id) {
        return new WireScript()
                .begin(id, WireScript.RESPONDER, true)
                .params(id, RequestParams.of("POST", "/stuck"))
                .paramsEnd(id);
    }

    @Test
    void repliesThatAreNotRead() throws Exception {
        WireScript getValues = new WireScript().getValues("FCGI_MAX_CONNS", "FCGI_MAX_REQS", "FCGI_MPXS_CONNS");
        WireScript unknownTypes = new WireScript().record(12, 0, new byte[0]).record(255, 0, new byte[10]);
        WireScript refusals =
                new WireScript().begin(1, WireScript.FILTER, true).paramsEnd(1).stdinEnd(1);
        WireScript aborted =
                new WireScript().begin(1, WireScript.RESPONDER, true).abort(1);
        for (WireScript script : List.of(getValues, unknownTypes, refusals, aborted)) {
            underAttack(2, peer -> assertNotTaken(Flood.whileTaken(peer, script)));
        }
        assertThat(server.factory().getRefusals().getIdleConnections()).isPositive();
    }

    @Test
    void responsesThatAreNotRead() throws Exception {
        WireScript gets = new WireScript();
        for (int id = 1; id <= 64; id++) {
            gets.then(WireScript.getRequest(id, true, "/large"));
        }
        underAttack(2, peer -> peer.send(gets));
    }

    @Test
    void sameIdOverAndOver() throws Exception {
        setPatience();
        WireScript get = WireScript.getRequest(1, true, "/stuck");
        underAttack(4, peer -> assertNotTaken(Flood.untilClosed(peer, get)));
        assertThat(server.factory().getRefusals().getMalformedConnections()).isEqualTo(8);
    }

    @Test
    void r08_requestsThatAreBegunAndNeverContinued() throws Exception {
        WireScript begun = new WireScript();
        for (int id = 1; id <= 200; id++) {
            begun.begin(id, WireScript.RESPONDER, true);
        }
        WireScript more = new WireScript();
        for (int id = 201; id <= 2000; id++) {
            more.begin(id, WireScript.RESPONDER, true);
        }
        underAttack(10, peer -> {
            peer.send(begun);
            assertNotTaken(Flood.whileTaken(peer, more));
        });
        assertThat(server.factory().getRefusals().getTooManyRequests()).isZero();
        assertThat(server.factory().getRefusals().getTooMuchSkipped()).isPositive();
    }

    @Test
    void r08_paramsThatNeverEnd() throws Exception {
        WireScript begun = new WireScript();
        for (int id = 1; id <= 64; id++) {
            begun.begin(id, WireScript.RESPONDER, true).params(id, "X", "x".repeat(4000));
        }
        server.connector().setIdleTimeout(2 * TestServer.PATIENCE.toMillis());
        underAttack(5, peer -> {
            peer.send(begun);
            peer.expectClosed();
        });
        assertThat(server.factory().getRefusals().getParamsTimeouts()).isGreaterThanOrEqualTo(10);
    }

    @Test
    void recordsOfNoUse() throws Exception {
        byte[] nothing = new byte[0];
        List<WireScript> scripts = List.of(
                new WireScript().stdinEnd(7),
                new WireScript().paramsEnd(7),
                new WireScript().dataEnd(7),
                new WireScript().abort(7),
                new WireScript().record(200, 7, nothing),
                new WireScript().padding(255).stdinEnd(7),
                new WireScript().padding(255).stdin(7, new byte[65_535]));
        setPatience();
        for (WireScript script : scripts) {
            underAttack(2, peer -> assertNotTaken(Flood.untilClosed(peer, script)));
        }
        assertThat(server.factory().getRefusals().getLimitExceededConnections()).isEqualTo(2 * 2 * scripts.size());
    }

    @Test
    void emptyRecordsOfARequestThatRuns() throws Exception {
        setPatience();
        underAttack(2, peer -> {
            peer.send(stuckRequest(1));
            assertNotTaken(Flood.untilClosed(peer, new WireScript().stdinEnd(1)));
        });
        assertThat(server.factory().getRefusals().getMalformedConnections()).isEqualTo(4);
    }

    @Test
    void requestsThatAreAbortedAtOnceWhileTheirApplicationsGoOn() throws Exception {
        WireScript script = new WireScript();
        for (int id = 1; id <= 50; id++) {
            script.then(stuckRequest(id)).abort(id);
        }
        underAttack(1, peer -> {
            assertNotTaken(Flood.whileTaken(peer, script));
            assertThat(stuck).as("threads of one connection").hasValueLessThanOrEqualTo(2 * 64);
        });
    }

    @Test
    void bodiesThatNobodyReads() throws Exception {
        WireScript begun = new WireScript();
        WireScript bodies = new WireScript();
        for (int id = 1; id <= 64; id++) {
            begun.then(stuckRequest(id));
            bodies.stdin(id, new byte[1000 * (id % 8 + 1)]);
        }
        underAttack(2, peer -> {
            peer.send(begun);
            Flood.whileTaken(peer, bodies);
        });
    }

    @Test
    void paddingAsLongAsItMayBe() throws Exception {
        WireScript padded = new WireScript()
                .padding(255)
                .cut(1)
                .begin(1, WireScript.RESPONDER, true)
                .params(1, RequestParams.of("GET", "/"))
                .paramsEnd(1)
                .stdinEnd(1);
        setPatience();
        underAttack(4, peer -> {
            for (int i = 0; i < 20; i++) {
                assertThat(peer.request(1, padded).bodyText()).isEqualTo("hello");
            }
            peer.close();
        });
    }

    @Test
    void oneByteAtATime() throws Exception {
        byte[] bytes = new WireScript()
                .padding(7)
                .begin(1, WireScript.RESPONDER, true)
                .params(1, RequestParams.of("POST", "/echo"))
                .paramsEnd(1)
                .stdin(1, new byte[] {1, 2, 3})
                .stdinEnd(1)
                .toBytes();
        setPatience();
        underAttack(4, peer -> {
            for (byte each : bytes) {
                peer.send(new byte[] {each});
            }
            assertThat(peer.readAnswer(1).body()).containsExactly(1, 2, 3);
            peer.close();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 16, 40, Integer.MAX_VALUE})
    void connectionsThatAreHalfClosed(int sentBytes) throws Exception {
        byte[] bytes = stuckRequest(1).stdin(1, "some").toBytes();
        underAttack(20, peer -> {
            peer.send(Arrays.copyOf(bytes, Math.min(sentBytes, bytes.length)));
            peer.shutdownOutput();
        });
    }

    @Test
    void connectionsThatComeAndGo() throws Exception {
        byte[] bytes = stuckRequest(1).toBytes();
        underAttack(1, first -> {
            for (int i = 0; i < 300; i++) {
                try (FastCgiPeer peer = server.connect()) {
                    peer.send(Arrays.copyOf(bytes, i % (bytes.length - 8)));
                    if (i % 3 == 0) {
                        peer.reset();
                    }
                }
            }
        });
    }

    @Test
    void moreConnectionsThanThereMayBe() throws Exception {
        server.factory().setMaxConnections(10);
        underAttack(50, peer -> {});
        assertThat(server.factory().getRefusals().getTooManyConnections()).isGreaterThanOrEqualTo(40);
        try (FastCgiPeer peer = TestServer.connect(directory.resolve("s"))) {
            assertThat(peer.get("/").bodyText()).as("there is room again").isEqualTo("hello");
        }
    }
}
