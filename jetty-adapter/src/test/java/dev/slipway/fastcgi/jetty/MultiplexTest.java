// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.Await;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.RequestParams;
import dev.slipway.fastcgi.testkit.WireScript;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several requests at once on one connection: each is answered as if it were alone. */
@Timeout(120)
class MultiplexTest {
    private static final long SEED = Long.getLong("slipway.seed", System.nanoTime());

    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch callbackBlocked = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();
    private TestServer server;
    private FastCgiPeer peer;

    private void start(Consumer<FastCgiConnectionFactory> settings) throws Exception {
        server = new TestServer(this::handle, it -> settings.accept(it.factory()));
        peer = server.connect();
    }

    private void start() throws Exception {
        start(factory -> {});
    }

    @AfterEach
    void stop() throws Exception {
        release.countDown();
        peer.close();
        server.close();
    }

    private void handle(Request request, Response response, Callback callback) throws Exception {
        String target = request.getHttpURI().getPathQuery();
        switch (request.getHttpURI().getPath()) {
            case "/wait" -> {
                waiting.incrementAndGet();
                release.await();
                Content.Sink.write(response, true, target, callback);
            }
            case "/wait-then-count" -> {
                waiting.incrementAndGet();
                release.await();
                long length = Content.Source.asInputStream(request).skip(Long.MAX_VALUE);
                Content.Sink.write(response, true, target + " " + length, callback);
            }
            case "/read-one-then-count" -> {
                InputStream in = Content.Source.asInputStream(request);
                in.read();
                waiting.incrementAndGet();
                release.await();
                Content.Sink.write(response, true, target + " " + (1 + in.skip(Long.MAX_VALUE)), callback);
            }
            case "/echo" -> Content.copy(request, response, callback);
            case "/large" -> response.write(true, ByteBuffer.allocate(20_000_000), callback);
            case "/slow-callback" ->
                response.write(true, null, Callback.from(() -> awaitReleaseThen(callback), callback::failed));
            default -> Content.Sink.write(response, true, target, callback);
        }
    }

    private void awaitReleaseThen(Callback callback) {
        try {
            callbackBlocked.countDown();
            release.await();
            callback.succeeded();
        } catch (InterruptedException e) {
            callback.failed(e);
        }
    }

    private void awaitWaiting(int count) {
        Await.until(() -> waiting.get() == count, TestServer.PATIENCE, () -> waiting + " of " + count + " wait");
    }

    private static WireScript head(int id, boolean keep, String target) {
        return new WireScript()
                .begin(id, WireScript.RESPONDER, keep)
                .params(id, RequestParams.of("POST", target))
                .paramsEnd(id);
    }

    private void assertAnswered(int id, String text) throws Exception {
        Answer answer = peer.readAnswer(id);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.bodyText()).isEqualTo(text);
    }

    private void assertServing() throws Exception {
        assertThat(peer.request(2, WireScript.getRequest(2, true, "/next")).bodyText())
                .isEqualTo("/next");
    }

    /** Puts the records of several scripts into one, in an order that only each script decides for its own. */
    static byte[] interleave(List<WireScript> scripts, SplittableRandom random) {
        List<List<byte[]>> left = new ArrayList<>();
        scripts.forEach(script -> left.add(new ArrayList<>(script.records())));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!left.isEmpty()) {
            List<byte[]> one = left.get(random.nextInt(left.size()));
            if (one.isEmpty()) {
                left.remove(one);
            } else {
                bytes.writeBytes(one.remove(0));
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void idsComeInAnyOrder() throws Exception {
        start();
        int[] ids = {65_535, 1, 300, 2, 256};
        WireScript script = new WireScript();
        for (int id : ids) {
            script.begin(id, WireScript.RESPONDER, true);
        }
        for (int i = ids.length - 1; i >= 0; i--) {
            script.params(ids[i], RequestParams.of("POST", "/echo"));
        }
        for (int id : ids) {
            script.paramsEnd(id).stdin(id, "body of " + id);
        }
        for (int i = ids.length - 1; i >= 0; i--) {
            script.stdinEnd(ids[i]);
        }
        peer.send(script);
        for (int id : ids) {
            assertAnswered(id, "body of " + id);
        }
        assertServing();
    }

    @Test
    void sixtyFourAreServedAtOnceAndTheNextIsRefused() throws Exception {
        start();
        for (int id = 1; id <= 64; id++) {
            peer.send(WireScript.getRequest(id, true, "/wait?" + id));
        }
        awaitWaiting(64);
        Answer refused = peer.request(1000, WireScript.getRequest(1000, true, "/"));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.protocolStatus()).hasValue(0);
        release.countDown();
        for (int id = 64; id >= 1; id--) {
            assertAnswered(id, "/wait?" + id);
        }
        assertServing();
        assertThat(peer.request(1000, WireScript.getRequest(1000, true, "/")).status())
                .isEqualTo(200);
        assertThat(server.factory().getMostRequestsAtOnce()).isEqualTo(64);
    }

    @Test
    void theMostRequestsAtOnceAreCounted() throws Exception {
        start(factory -> factory.setMaxRequestsPerConnection(3));
        assertThat(server.factory().getMostRequestsAtOnce()).isZero();
        assertServing();
        assertServing();
        assertThat(server.factory().getMostRequestsAtOnce()).isEqualTo(1);
        peer.send(WireScript.getRequest(7, true, "/wait").then(WireScript.getRequest(8, true, "/wait")));
        awaitWaiting(2);
        assertServing();
        assertThat(server.factory().getMostRequestsAtOnce()).isEqualTo(3);
        peer.send(WireScript.getRequest(9, true, "/wait"));
        awaitWaiting(3);
        assertThat(peer.request(10, WireScript.getRequest(10, true, "/")).status())
                .isEqualTo(503);
        assertThat(server.factory().getMostRequestsAtOnce()).isEqualTo(3);
    }

    @Test
    void switchedOffASecondRequestIsRefusedAndTheFirstGoesOn() throws Exception {
        start(factory -> factory.setMultiplexing(false));
        peer.send(new WireScript().getValues("FCGI_MPXS_CONNS"));
        assertThat(peer.readValues()).containsEntry("FCGI_MPXS_CONNS", "0");
        peer.send(WireScript.getRequest(1, true, "/wait"));
        awaitWaiting(1);
        Answer refused = peer.request(3, WireScript.getRequest(3, true, "/"));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.protocolStatus()).hasValue(0);
        release.countDown();
        assertAnswered(1, "/wait");
        assertServing();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void recordsOfSeveralRequestsMixAtRandom(boolean inPieces) throws Exception {
        start();
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 20; round++) {
            List<WireScript> scripts = new ArrayList<>();
            List<byte[]> bodies = new ArrayList<>();
            for (int id = 1; id <= 32; id++) {
                byte[] body = new byte[random.nextInt(1, 5000)];
                random.nextBytes(body);
                bodies.add(body);
                scripts.add(new WireScript()
                        .padding(random.nextInt(256))
                        .begin(id, WireScript.RESPONDER, true)
                        .cut(random.nextInt(10, 100))
                        .params(id, RequestParams.of("POST", "/echo", "CONTENT_LENGTH", "" + body.length))
                        .paramsEnd(id)
                        .cut(random.nextInt(100, 5000))
                        .stdin(id, body)
                        .stdinEnd(id));
            }
            byte[] bytes = interleave(scripts, random);
            if (inPieces) {
                peer.sendInPieces(bytes, random);
            } else {
                peer.send(bytes);
            }
            for (int id = 32; id >= 1; id--) {
                assertThat(peer.readAnswer(id).body())
                        .as("with -Dslipway.seed=" + SEED)
                        .isEqualTo(bodies.get(id - 1));
            }
        }
        assertServing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/wait-then-count", "/read-one-then-count"})
    void aRequestIsServedWhileABodyIsUnread(String target) throws Exception {
        start();
        peer.send(new WireScript().getValues("FCGI_MPXS_CONNS"));
        peer.readValues();
        peer.send(head(1, true, target).stdin(1, new byte[100_000]));
        awaitWaiting(1);
        assertServing();
        peer.send(new WireScript().stdin(1, new byte[100_000]).stdinEnd(1));
        assertServing();
        release.countDown();
        assertAnswered(1, target + " 200000");
        assertServing();
    }

    @Test
    void lateEndsOfStdinEndTheirRequestsInAnyOrder() throws Exception {
        start();
        for (int id = 1; id <= 5; id++) {
            peer.send(head(id, true, "/?" + id).stdin(id, "some"));
        }
        for (int id = 1; id <= 5; id++) {
            assertThat(peer.readUntil(id, TestServer::stdoutEnded).bodyText()).isEqualTo("/?" + id);
        }
        peer.expectSilence(TestServer.QUIET);
        for (int id : new int[] {3, 5, 1, 2, 4}) {
            peer.send(new WireScript().stdin(id, "more").stdinEnd(id));
            assertAnswered(id, "/?" + id);
        }
        assertServing();
    }

    @Test
    void withoutKeepConnTheLastAnswerIsFollowedByTheClose() throws Exception {
        start();
        peer.send(WireScript.getRequest(1, false, "/wait?1"));
        awaitWaiting(1);
        assertThat(peer.request(3, WireScript.getRequest(3, false, "/three")).bodyText())
                .isEqualTo("/three");
        assertThat(peer.request(5, WireScript.getRequest(5, true, "/five")).bodyText())
                .isEqualTo("/five");
        peer.expectSilence(TestServer.QUIET);
        release.countDown();
        assertAnswered(1, "/wait?1");
        peer.expectClosed();
    }

    @Test
    void withoutKeepConnAnEarlyAnswerEndsOnceAndCutsNoOther() throws Exception {
        start();
        peer.send(WireScript.getRequest(1, true, "/wait?1"));
        awaitWaiting(1);
        peer.send(head(3, false, "/three").stdin(3, "some"));
        assertThat(peer.readUntil(3, answer -> answer.bodyLength() == 6).bodyText())
                .isEqualTo("/three");
        peer.send(new WireScript().stdin(3, "more").stdinEnd(3));
        assertAnswered(3, "/three");
        peer.expectSilence(TestServer.QUIET);
        release.countDown();
        assertAnswered(1, "/wait?1");
    }

    @Test
    void withoutKeepConnEveryAnswerIsEndedBeforeTheClose() throws Exception {
        start();
        peer.send(WireScript.getRequest(1, false, "/wait?1"));
        awaitWaiting(1);
        peer.send(head(3, true, "/three").stdin(3, "some"));
        peer.readUntil(3, TestServer::stdoutEnded);
        release.countDown();
        assertAnswered(1, "/wait?1");
        peer.send(new WireScript().stdin(3, "more").stdinEnd(3));
        assertAnswered(3, "/three");
        peer.expectClosed();
    }

    @Test
    void aRefusalWithoutKeepConnCutsNoOther() throws Exception {
        start(factory -> factory.setMaxRequestsPerConnection(1));
        peer.send(WireScript.getRequest(1, true, "/wait?1"));
        awaitWaiting(1);
        assertThat(peer.request(3, WireScript.getRequest(3, false, "/")).status())
                .isEqualTo(503);
        peer.expectSilence(TestServer.QUIET);
        release.countDown();
        assertAnswered(1, "/wait?1");
    }

    @Test
    void anAbortInParamsWithoutKeepConnCutsNoOther() throws Exception {
        start();
        peer.send(WireScript.getRequest(1, true, "/wait?1"));
        awaitWaiting(1);
        peer.send(new WireScript().begin(3, WireScript.RESPONDER, false).abort(3));
        assertThat(peer.readAnswer(3).stdout()).isEmpty();
        peer.expectSilence(TestServer.QUIET);
        release.countDown();
        assertAnswered(1, "/wait?1");
    }

    @Test
    void aCallbackThatBlocksDelaysNoOtherAnswer() throws Exception {
        start();
        peer.send(new WireScript().getValues("FCGI_MPXS_CONNS"));
        peer.readValues();
        peer.send(WireScript.getRequest(1, true, "/large"));
        peer.readUntil(1, Answer::hasHead);
        // the large answer waits for the socket; this one is written together with its next turn
        peer.send(WireScript.getRequest(3, true, "/slow-callback"));
        assertThat(peer.readAnswer(3).status()).isEqualTo(200);
        assertThat(callbackBlocked.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(peer.readAnswer(1).bodyLength()).isEqualTo(20_000_000);
        assertServing();
    }
}
