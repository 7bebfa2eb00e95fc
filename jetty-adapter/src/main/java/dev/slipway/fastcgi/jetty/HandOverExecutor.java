// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.util.ProcessorUtils;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.annotation.ManagedAttribute;
import org.eclipse.jetty.util.annotation.ManagedObject;
import org.eclipse.jetty.util.annotation.Name;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.ExecutionStrategy;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.eclipse.jetty.util.thread.TryExecutor;

/**
 * An executor for any connector of Jetty's that wakes another thread to go on with the selector only if a request takes long.
 *
 * <pre>{@code
 * Executor executor = new HandOverExecutor(server.getThreadPool());
 * int selectors = HandOverExecutor.selectors(server.getThreadPool());
 * new ServerConnector(server, executor, null, null, 1, selectors, factory);
 * }</pre>
 *
 * <p>Before a selector's thread runs an application, which may block, Jetty asks for a thread that goes on with the selector,
 * and wakes one for each request; that is the largest single cost of a short one. It is enough if the thread comes when the
 * application has taken some time. So a thread of the pool stands by for each selector and looks at intervals: while requests
 * come to an end it does nothing; when one has not, it takes the selector over. A request that blocks thus delays the others
 * of its selector by no more than two intervals. These are 200 microseconds while requests block, and grow to five times that
 * while none does. Without a thread that stands by, because the pool has none, Jetty gives
 * each request to the pool's queue, as it always does then. Where the pool has virtual threads for applications, these run
 * in them, and no thread stands by.
 *
 * <p>Safe for any thread. Stop it before the pool; a connector does so.
 */
@ManagedObject("Gives the selector to another thread when a request takes long")
public final class HandOverExecutor extends AbstractLifeCycle implements TryExecutor, VirtualThreads.Configurable {
    private static final long DEFAULT_INTERVAL = 200;

    /** A selector takes two of them. */
    private static final int THREADS_FOR_SELECTOR = 16;

    private final Executor pool;
    private final TryExecutor tryPool;
    private final long interval;
    private final Map<ExecutionStrategy, Standby> standbys = new ConcurrentHashMap<>();
    private final LongAdder handOvers = new LongAdder();

    /**
     * An executor with the default interval of 200 to 1000 microseconds.
     *
     * @param pool where the threads come from; not stopped with this
     */
    public HandOverExecutor(@Name("pool") Executor pool) {
        this(pool, DEFAULT_INTERVAL);
    }

    /**
     * An executor with an interval of its own.
     *
     * @param pool where the threads come from; not stopped with this
     * @param interval the shortest, 1 or more, microseconds; operating systems may make it some 50 longer
     */
    public HandOverExecutor(@Name("pool") Executor pool, @Name("interval") long interval) {
        if (interval < 1) {
            throw new IllegalArgumentException("interval " + interval + " must be 1 or more");
        }
        this.pool = Objects.requireNonNull(pool);
        this.tryPool = TryExecutor.asTryExecutor(pool);
        this.interval = interval;
    }

    /**
     * An executor for connectors that are made by configuration, which may want none.
     *
     * @param pool where the threads come from; not stopped with this
     * @param interval the shortest, microseconds; 0 for the pool itself
     * @return a new executor, or the pool
     */
    public static Executor around(Executor pool, long interval) {
        return interval == 0 ? pool : new HandOverExecutor(pool, interval);
    }

    /**
     * How many selectors suit a connector with such an executor. A selector's thread runs short requests itself, so that one
     * selector has one processor at work; Jetty's choice is half as many.
     *
     * @param pool where the threads come from
     * @return one for each processor, but no more than one for each {@value #THREADS_FOR_SELECTOR} threads of the pool
     */
    public static int selectors(Executor pool) {
        int processors = ProcessorUtils.availableProcessors();
        return pool instanceof ThreadPool.SizedThreadPool sized
                ? Math.max(1, Math.min(processors, sized.getMaxThreads() / THREADS_FOR_SELECTOR))
                : processors;
    }

    /**
     * How long a request may take, while requests block, before another thread looks after the selector.
     *
     * @return microseconds
     */
    @ManagedAttribute("The shortest time after which the thread that stands by looks, in microseconds")
    public long getInterval() {
        return interval;
    }

    /**
     * How often a thread that stands by has taken a selector over, or has found it without work.
     *
     * @return a count
     */
    @ManagedAttribute("How often the thread that stands by went to the selector")
    public long getHandOvers() {
        return handOvers.sum();
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    @Override
    public boolean tryExecute(Runnable task) {
        // With virtual threads, Jetty runs applications in these when no thread is promised here, and in the selector's
        // if one is.
        if (task instanceof ExecutionStrategy strategy && getVirtualThreadsExecutor() == null) {
            Standby standby = standbys.get(strategy);
            return (standby != null ? standby : add(strategy, task)).ask();
        }
        return tryPool.tryExecute(task);
    }

    /**
     * Runs what was found together, and may block, as cheaply as this thread can: in turn, if another would take over from it,
     * and otherwise the last in this thread and each of the others in one of its own.
     *
     * @param executor the connector's, which may be any
     * @param elsewhere for what does not run in this thread
     */
    static void runAll(List<Runnable> tasks, Executor executor, Executor elsewhere) {
        if (executor instanceof HandOverExecutor handOver) {
            for (Standby standby : handOver.standbys.values()) {
                if (standby.isMine()) {
                    standby.runInTurn(tasks, elsewhere);
                    return;
                }
            }
        }
        int last = tasks.size() - 1;
        tasks.subList(0, last).forEach(elsewhere::execute);
        tasks.get(last).run();
    }

    private Standby add(ExecutionStrategy strategy, Runnable production) {
        long nanos = TimeUnit.MICROSECONDS.toNanos(interval);
        return standbys.computeIfAbsent(strategy, key -> new Standby(pool, production, nanos, handOvers));
    }

    @Override
    protected void doStop() {
        standbys.values().forEach(Standby::stop);
        standbys.clear();
    }

    @Override
    public Executor getVirtualThreadsExecutor() {
        return VirtualThreads.getVirtualThreadsExecutor(pool);
    }

    @Override
    public void setVirtualThreadsExecutor(Executor executor) {
        throw new UnsupportedOperationException("set the virtual threads executor of the thread pool " + pool);
    }

    @Override
    public String toString() {
        return "HandOverExecutor@" + Integer.toHexString(hashCode()) + "[" + pool + "," + interval + "us]";
    }
}
