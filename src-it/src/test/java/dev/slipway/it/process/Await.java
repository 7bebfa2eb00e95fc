// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another process does and nobody tells us: a condition is asked again until it holds or time is up. */
public final class Await {
    private static final long INTERVAL_NANOS = Duration.ofMillis(20).toNanos();

    private Await() {}

    public static void until(String what, Duration limit, BooleanSupplier condition) {
        until(() -> what, limit, condition);
    }

    /** The sentence is asked for only when time is up, so that it can tell the last state. */
    public static void until(Supplier<String> what, Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + limit.toSeconds() + " s: " + what.get());
            }
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
    }
}
