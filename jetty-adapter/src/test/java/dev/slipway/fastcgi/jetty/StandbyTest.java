// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The promise that a selector lives on. */
class StandbyTest {
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final AtomicInteger productions = new AtomicInteger();
    private final Standby standby = new Standby(pool, productions::incrementAndGet, 1, new LongAdder());

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
}
