// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
 * <p>A selector's thread that has found several requests at once runs them in turn. Those that still wait when this one looks go
 * to other threads.
 *
 * <p>Who was told that a thread will come is never let down: a thread that stops standing by goes to the selector once more, and
 * one that begins to has counted who asked before anybody can find it.
 */
final class Standby implements Runnable {
    /** Waits for its turn in the thread that found it. */
    private record Turn(Runnable task, Executor elsewhere) {}

    private final Executor pool;
    private final Runnable production;
    private final LookInterval interval;
    private final LongAdder handOvers;

    /** Who stands by; null while nobody does. */
    private final AtomicReference<Thread> standing = new AtomicReference<>();

    /** How often it was asked. */
    private final AtomicInteger asked = new AtomicInteger();
    /** The pool was asked for a thread, which has not come yet. */
    private final AtomicBoolean recruiting = new AtomicBoolean();

    /** Who stands by and sleeps until it is asked; null while nobody does. */
    private final AtomicReference<Thread> asleep = new AtomicReference<>();

    /** Who asked last; written before the count, and read after it, or by that thread itself. */
    private Thread asker;

    private final Queue<Turn> turns = new ConcurrentLinkedQueue<>();

    private volatile boolean stopped;

    /**
     * For a selector that nobody stands by for yet.
     *
     * @param production what goes on with the selector; it returns at once when another thread does so already
     * @param interval the shortest time between two looks, nanoseconds
     */
    Standby(Executor pool, Runnable production, long interval, LongAdder handOvers) {
        this.pool = pool;
        this.production = production;
        this.interval = new LookInterval(interval, System.nanoTime());
        this.handOvers = handOvers;
    }

    /** Asks for a thread to come some time after now; false if there is none, so that the caller must not block. */
    boolean ask() {
        if (standing.get() == null) {
            recruit();
            return false;
        }
        asker = Thread.currentThread();
        asked.getAndIncrement();
        // Another may stand by than a moment ago: the one that is taken out of its sleep is the one that is woken.
        Thread sleeper = asleep.get();
        if (sleeper != null && asleep.compareAndSet(sleeper, null)) {
            LockSupport.unpark(sleeper);
        }
        return true;
    }

    /** Whether this thread has asked, and nobody since. */
    boolean isMine() {
        return asker == Thread.currentThread();
    }

    /**
     * Runs tasks that may block one after the other, and has those that wait for long run elsewhere.
     *
     * @param elsewhere where they run then
     */
    void runInTurn(List<Runnable> tasks, Executor elsewhere) {
        tasks.forEach(task -> turns.add(new Turn(task, elsewhere)));
        try {
            for (Turn turn = turns.poll(); turn != null; turn = turns.poll()) {
                if (!ask()) {
                    giveTurnsAway();
                }
                turn.task().run();
            }
        } finally {
            giveTurnsAway();
        }
    }

    private void giveTurnsAway() {
        for (Turn turn = turns.poll(); turn != null; turn = turns.poll()) {
            turn.elsewhere().execute(turn.task());
        }
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
            giveTurnsAway();
            if (!stopped) {
                takeOver();
            }
            seen = asked.get();
        }
    }

    private void takeOver() {
        handOvers.increment();
        long went = System.nanoTime();
        long before = interval.goes(went);
        production.run();
        interval.cameBack(before, went, System.nanoTime());
    }

    /** The pool interrupts its threads when it is stopped. */
    private boolean mayStand() {
        return !stopped && !Thread.currentThread().isInterrupted();
    }

    /** Returns when nobody has asked from one look to the next since somebody did. */
    private void awaitLongRequest(int seenBefore) {
        int seen = seenBefore;
        sleep(seen);
        while (mayStand()) {
            int now = asked.get();
            if (now == seen) {
                return;
            }
            seen = now;
            LockSupport.parkNanos(this, interval.at(System.nanoTime()));
            giveTurnsAway();
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
