// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.testkit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits until something has become true, and not longer. */
public final class Await {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private Await() {}

    /** Returns as soon as the condition holds; fails with this message when the time is over. */
    public static void until(BooleanSupplier condition, Duration atMost, String message) {
        until(condition, atMost, () -> message);
    }

    /** Like the other one, with a message that is made when the time is over. */
    public static void until(BooleanSupplier condition, Duration atMost, Supplier<String> message) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("interrupted while waiting: " + message.get());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + atMost + ": " + message.get());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
