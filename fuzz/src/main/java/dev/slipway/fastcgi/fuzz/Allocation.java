// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Checks how much memory a peer's bytes can make us spend, garbage included.
 *
 * <p>Coarse, since Jazzer adds code that allocates too: it finds what is allocated because a length was announced. Unit
 * tests measure.
 */
final class Allocation {
    /** Whatever the bytes are: buffers, collections and messages of ordinary size. */
    private static final long ALLOWED = 64 * 1024;

    /** Loading a class or linking a lambda allocates too, but only once: what is too much twice is too much. */
    private static final int ATTEMPTS = 3;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** Runs the code, again if it allocates more than it may for an input of this length. */
    static void check(int length, int allowedPerByte, Runnable code) {
        long allowed = ALLOWED + (long) allowedPerByte * length;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS && least > allowed; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            code.run();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        Expect.that(least <= allowed, length + " bytes may make us allocate " + allowed, least);
    }
}
