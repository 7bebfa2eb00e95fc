// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.Await;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.WireScript;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** A front end that behaves, on a thread and a connection of its own: whatever others do, its answers are right. */
final class GoodNeighbour implements AutoCloseable {
    /** How many answers show that it is served. */
    private static final int SOME = 20;

    private final FastCgiPeer peer;
    private final AtomicInteger answered = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "good neighbour");
    private volatile Throwable failure;
    private volatile boolean ended;

    /** Begins to ask {@code /echo} for what it sends. */
    GoodNeighbour(FastCgiPeer peer) {
        this.peer = peer;
        thread.start();
    }

    private void run() {
        SplittableRandom random = new SplittableRandom(1);
        try {
            while (!ended) {
                byte[] body = new byte[random.nextInt(10_000)];
                random.nextBytes(body);
                Answer answer = peer.request(1, WireScript.postRequest(1, true, "/echo", body));
                if (answer.status() != 200 || !Arrays.equals(answer.body(), body)) {
                    throw new AssertionError("wrong answer to " + body.length + " bytes: " + answer);
                }
                answered.incrementAndGet();
            }
        } catch (Exception | AssertionError e) {
            failure = e;
        }
    }

    /** Waits for some more right answers. */
    void awaitAnswers() {
        int before = answered.get();
        Await.until(
                () -> failure != null || answered.get() >= before + SOME,
                TestServer.PATIENCE,
                () -> "only " + (answered.get() - before) + " answers to the good neighbour");
        if (failure != null) {
            throw new AssertionError("the good neighbour has suffered", failure);
        }
    }

    @Override
    public void close() throws IOException {
        ended = true;
        Await.until(() -> !thread.isAlive(), TestServer.PATIENCE, "the good neighbour goes on");
        peer.close();
    }
}
