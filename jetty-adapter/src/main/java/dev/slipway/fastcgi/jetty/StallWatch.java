// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import org.eclipse.jetty.util.NanoTime;

/**
 * How long a connection has not been read because a body waits for its application, and who looks when that is too long.
 *
 * <p>At most one look is planned at a time, so that an application that takes its body in small pieces costs no timer for
 * each of them. Needs the connection's lock.
 */
final class StallWatch {
    private final long timeout;
    private boolean stalled;
    private long since;
    private boolean planned;

    /**
     * A watch over a connection that is read.
     *
     * @param timeout 1 or more, milliseconds
     */
    StallWatch(long timeout) {
        this.timeout = timeout;
    }

    /** The connection is not read from now on, if that is not so already; somebody is to look. */
    void begin(FoundWork work) {
        if (!stalled) {
            stalled = true;
            since = NanoTime.now();
        }
        if (!planned) {
            planned = true;
            work.setWatch(Math.max(1, timeout - NanoTime.millisSince(since)));
        }
    }

    /** The connection is read. */
    void end() {
        stalled = false;
    }

    /** Takes the look that was planned: whether the time is over. */
    boolean isOver() {
        planned = false;
        return stalled && NanoTime.millisSince(since) >= timeout;
    }
}
