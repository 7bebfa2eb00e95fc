// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.annotation.ManagedAttribute;
import org.eclipse.jetty.util.annotation.ManagedObject;
import org.eclipse.jetty.util.annotation.Name;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.ExecutionStrategy;
import org.eclipse.jetty.util.thread.TryExecutor;

/**
 * An executor for any connector of Jetty's that wakes another thread to go on with the selector only if a request takes long.
 *
 * <pre>{@code
 * new ServerConnector(server, new HandOverExecutor(server.getThreadPool()), null, null, 1, 1, factory);
 * }</pre>
 *
 * <p>Before a selector's thread runs an application, which may block, Jetty asks for a thread that goes on with the selector,
 * and wakes one for each request; that is the largest single cost of a short one. It is enough if the thread comes when the
 * application has taken some time. So a thread of the pool stands by for each selector and looks at intervals: while requests
 * come to an end it does nothing; when one has not, it takes the selector over. A request that blocks thus delays the others
 * of its selector by no more than two intervals. Without a thread that stands by, because the pool has none, Jetty gives
 * each request to the pool's queue, as it always does then. Where the pool has virtual threads for applications, these run
 * in them, and no thread stands by.
 *
 * <p>Safe for any thread. Stop it before the pool; a connector does so.
 */
@ManagedObject("Gives the selector to another thread when a request takes long")
public final class HandOverExecutor extends AbstractLifeCycle implements TryExecutor, VirtualThreads.Configurable {
    private static final long DEFAULT_INTERVAL = 200;

    private final Executor pool;
    private final TryExecutor tryPool;
    private final long interval;
    private final Map<ExecutionStrategy, Standby> standbys = new ConcurrentHashMap<>();
    private final LongAdder handOvers = new LongAdder();

    /**
     * An executor with the default interval of 200 microseconds.
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
     * @param interval 1 or more, microseconds; operating systems may make it some 50 longer
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
     * @param interval microseconds; 0 for the pool itself
     * @return a new executor, or the pool
     */
    public static Executor around(Executor pool, long interval) {
        return interval == 0 ? pool : new HandOverExecutor(pool, interval);
    }

    /**
     * How long a request may take before another thread looks after the selector.
     *
     * @return microseconds
     */
    @ManagedAttribute("How often the thread that stands by looks, in microseconds")
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
