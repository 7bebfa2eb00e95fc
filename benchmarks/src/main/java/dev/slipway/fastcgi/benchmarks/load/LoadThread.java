// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;

/** A share of the connections, with a selector of its own. */
final class LoadThread extends Thread {
    private static final long STALLED = TimeUnit.SECONDS.toNanos(2);
    private static final long PAUSE_MILLIS = 20;

    private final Selector selector;
    private final LoadCounts counts;
    private final LoadConnection[] connections;
    private long stalled;
    private long starved;
    private long reopenAt;

    LoadThread(Target target, LoadPlan plan, int connectionCount, ByteBuffer[] requests, ByteBuffer expected)
            throws IOException {
        super("load");
        setDaemon(true);
        selector = Selector.open();
        counts = new LoadCounts(expected);
        connections = new LoadConnection[connectionCount];
        for (int i = 0; i < connectionCount; i++) {
            connections[i] = new LoadConnection(target, plan, requests, counts, selector);
        }
    }

    LoadCounts counts() {
        return counts;
    }

    /** Requests without an answer two seconds after the last was sent. */
    long stalled() {
        return stalled;
    }

    /** Connections that never got an answer. */
    long starved() {
        return starved;
    }

    @Override
    public void run() {
        try (selector) {
            while (!counts.stopping()) {
                openThoseClosed();
                selector.select(LoadThread::ready, PAUSE_MILLIS);
            }
            long deadline = System.nanoTime() + STALLED;
            while (underWay() > 0 && System.nanoTime() < deadline) {
                selector.select(LoadThread::ready, PAUSE_MILLIS);
            }
            stalled = underWay();
            for (LoadConnection connection : connections) {
                starved += connection.everAnswered() ? 0 : 1;
                connection.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void ready(SelectionKey key) {
        ((LoadConnection) key.attachment()).ready();
    }

    /** Not at once after a failure: a server that refuses connections would be flooded, and this thread busy. */
    private void openThoseClosed() {
        long now = System.nanoTime();
        if (now - reopenAt < 0) {
            return;
        }
        reopenAt = now + TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);
        for (LoadConnection connection : connections) {
            if (!connection.isOpen()) {
                connection.open();
            }
        }
    }

    private int underWay() {
        int sum = 0;
        for (LoadConnection connection : connections) {
            sum += connection.underWay();
        }
        return sum;
    }
}
