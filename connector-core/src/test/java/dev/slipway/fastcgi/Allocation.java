// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How much memory a piece of code takes from the heap, garbage included: what a peer can make us spend. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** What may throw anything. */
    @FunctionalInterface
    public interface Code {
        void run() throws Exception;
    }

    /** The bytes that the calling thread allocates while it runs this. */
    public static long of(Code code) throws Exception {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        code.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
