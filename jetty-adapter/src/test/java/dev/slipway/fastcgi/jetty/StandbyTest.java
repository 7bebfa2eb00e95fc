// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The promise that a selector lives on. */
class StandbyTest {
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final AtomicInteger productions = new AtomicInteger();
    private final Standby standby = new Standby(pool, this::produce, 1, new LongAdder());

    private void produce() {
        productions.incrementAndGet();
        // Long enough for somebody to ask meanwhile, so that there are two threads that may stand by.
        long end = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(10);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void stop() throws Exception {
        standby.stop();
        pool.shutdown();
        assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    /** Who asks is mostly there when a thread has just begun to stand by: that is when it could be missed. */
    @Test
    void whoIsPromisedAThreadGetsOne() {
        for (int i = 0; i < 5_000; i++) {
            askAndWait();
        }
    }

    /**
     * Who is interrupted while it asks must not, when it goes on, take for its own the sleep of a thread that has begun to
     * stand by since.
     */
    @Test
    void whoAsksLateKeepsNobodyAsleep() throws Exception {
        List<Callable<Void>> askers = Collections.nCopies(6, () -> {
            Random random = new Random();
            for (int i = 0; i < 100; i++) {
                // The more often it asks, the more likely it is that it is interrupted then.
                for (int j = random.nextInt(100_000); j > 0; j--) {
                    standby.ask();
                }
                askAndWait();
            }
            return null;
        });
        for (Future<Void> asker : pool.invokeAll(askers)) {
            asker.get();
        }
    }

    @Test
    void quickTasksAllRun() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            CountDownLatch done = new CountDownLatch(20);
            standby.runInTurn(Collections.nCopies(20, done::countDown), pool);
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whatWaitsBehindATaskThatBlocksRunsElsewhere() throws Exception {
        askAndWait();
        CountDownLatch later = new CountDownLatch(3);
        AtomicBoolean came = new AtomicBoolean();
        Runnable blocks = () -> came.set(awaited(later));
        standby.runInTurn(List.of(blocks, later::countDown, later::countDown, later::countDown), pool);
        assertThat(came).isTrue();
    }

    @Test
    void withoutAThreadToComeOneTaskRunsHereAndTheOthersElsewhere() {
        Standby alone = new Standby(never -> {}, () -> {}, 1, new LongAdder());
        List<String> ran = new ArrayList<>();
        List<Runnable> elsewhere = new ArrayList<>();
        alone.runInTurn(
                List.of(() -> ran.add("first"), () -> ran.add("second"), () -> ran.add("third")), elsewhere::add);
        assertThat(ran).containsExactly("first");
        assertThat(elsewhere).hasSize(2);
    }

    @Test
    void aTaskThatFailsTakesNoneWithIt() throws Exception {
        askAndWait();
        CountDownLatch ran = new CountDownLatch(1);
        Runnable fails = () -> {
            throw new IllegalStateException("a task that fails");
        };
        assertThatIllegalStateException()
                .isThrownBy(() -> standby.runInTurn(List.of(fails, ran::countDown), pool))
                .withMessage("a task that fails");
        assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void askAndWait() {
        int before;
        do {
            before = productions.get();
        } while (!standby.ask());
        // Not with pauses: the next one is to ask at once.
        long deadline = System.nanoTime() + TestServer.PATIENCE.toNanos();
        while (productions.get() == before) {
            assertThat(System.nanoTime())
                    .as("nobody came after %d times", before)
                    .isLessThan(deadline);
        }
    }
}
