// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.soak;

import dev.slipway.fastcgi.testkit.Await;
import dev.slipway.fastcgi.testkit.ResourceSnapshot;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What this process holds while no request is under way.
 *
 * @param buffers of the server's pool, in use
 * @param descriptors open
 * @param threads alive
 * @param heap bytes that a collection leaves
 */
record Footprint(int buffers, int descriptors, int threads, long heap) {
    /** What classes, profiles and the like may still take after the first measurement. */
    private static final long HEAP_TOLERANCE = 4 * 1024 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Takes the measure, as soon as no buffer is in use any more: Jetty releases its last ones after the last answer. */
    static Footprint measure(SoakServer server) {
        Await.until(() -> server.buffersInUse() == 0, PATIENCE, () -> server.buffersInUse() + " buffers are leaked");
        System.gc();
        return new Footprint(
                server.buffersInUse(),
                ResourceSnapshot.now().descriptorCount(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    /** Fails if something has grown since an earlier measurement. */
    void requireNoMoreThan(Footprint earlier) {
        if (buffers > earlier.buffers
                || descriptors > earlier.descriptors
                || threads > earlier.threads
                || heap > earlier.heap + HEAP_TOLERANCE) {
            throw new AssertionError("it grows: " + this + ", and at first " + earlier);
        }
    }

    @Override
    public String toString() {
        return "%d buffers, %d descriptors, %d threads, %.1f MiB"
                .formatted(buffers, descriptors, threads, heap / 1024.0 / 1024.0);
    }
}
