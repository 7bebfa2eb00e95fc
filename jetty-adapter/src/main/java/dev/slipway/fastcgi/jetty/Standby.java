// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that stands by for one selector.
 *
 * <pre>
 * asleep ──asked──► looks at intervals ──nothing new since it last looked──► goes to the selector ──► asleep, or back to the pool
 * </pre>
 *
 * <p>It cannot see whether the request that asked has ended, only that another has asked since. So it may go to a selector
 * that has merely run out of requests; it finds a thread there, and that costs nothing more.
 *
 * <p>Who was told that a thread will come is never let down: a thread that stops standing by goes to the selector once more, and
 * one that begins to has counted who asked before anybody can find it.
 */
final class Standby implements Runnable {
    private final Executor pool;
    private final Runnable production;
    private final long interval;
    private final LongAdder handOvers;

    /** Who stands by; null while nobody does. */
    private final AtomicReference<Thread> standing = new AtomicReference<>();

    /** How often it was asked. */
    private final AtomicInteger asked = new AtomicInteger();
    /** The pool was asked for a thread, which has not come yet. */
    private final AtomicBoolean recruiting = new AtomicBoolean();

    /** Who stands by and sleeps until it is asked; null while nobody does. */
    private final AtomicReference<Thread> asleep = new AtomicReference<>();

    private volatile boolean stopped;

    /**
     * For a selector that nobody stands by for yet.
     *
     * @param production what goes on with the selector; it returns at once when another thread does so already
     * @param interval nanoseconds
     */
    Standby(Executor pool, Runnable production, long interval, LongAdder handOvers) {
        this.pool = pool;
        this.production = production;
        this.interval = interval;
        this.handOvers = handOvers;
    }

    /** Asks for a thread to come some time after now; false if there is none, so that the caller must not block. */
    boolean ask() {
        if (standing.get() == null) {
            recruit();
            return false;
        }
        asked.getAndIncrement();
        // Another may stand by than a moment ago: the one that is taken out of its sleep is the one that is woken.
        Thread sleeper = asleep.get();
        if (sleeper != null && asleep.compareAndSet(sleeper, null)) {
            LockSupport.unpark(sleeper);
        }
        return true;
    }

    private void recruit() {
        if (!stopped && recruiting.compareAndSet(false, true)) {
            try {
                pool.execute(this);
            } catch (RejectedExecutionException e) {
                // The server is being stopped.
                recruiting.set(false);
            }
        }
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(standing.get());
    }

    /** Stands by, until another thread does. */
    @Override
    public void run() {
        recruiting.set(false);
        // Taken before it stands by: who finds it standing asks after that, and is seen.
        int seen = asked.get();
        while (mayStand() && standing.compareAndSet(null, Thread.currentThread())) {
            awaitLongRequest(seen);
            standing.set(null);
            if (!stopped) {
                handOvers.increment();
                production.run();
            }
            seen = asked.get();
        }
    }

    /** The pool interrupts its threads when it is stopped. */
    private boolean mayStand() {
        return !stopped && !Thread.currentThread().isInterrupted();
    }

    /** Returns when nobody has asked for an interval since somebody did. */
    private void awaitLongRequest(int seenBefore) {
        int seen = seenBefore;
        sleep(seen);
        while (mayStand()) {
            int now = asked.get();
            if (now == seen) {
                return;
            }
            seen = now;
            LockSupport.parkNanos(this, interval);
        }
    }

    private void sleep(int seen) {
        asleep.set(Thread.currentThread());
        while (asleep.get() != null && asked.get() == seen && mayStand()) {
            LockSupport.park(this);
        }
        asleep.set(null);
    }
}
