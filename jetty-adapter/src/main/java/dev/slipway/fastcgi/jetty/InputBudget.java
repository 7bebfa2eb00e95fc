// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

/**
 * How many bytes of the bodies of one connection wait for their applications, and whether that is too many.
 *
 * <p>FastCGI has no flow control of its own: on a connection that several requests share, what nobody reads stands in front
 * of what others wait for. So it is taken out of the way up to a budget. At the budget the connection stops to read, and
 * goes on at half of it, so that it does not stop for each piece, or earlier for an application that waits. Needs the
 * connection's lock.
 */
final class InputBudget {
    private final int budget;
    private long waiting;
    private boolean exhausted;

    /**
     * An unused one.
     *
     * @param budget 1 or more, bytes
     */
    InputBudget(int budget) {
        this.budget = budget;
    }

    void add(int length) {
        waiting += length;
        exhausted |= waiting >= budget;
    }

    void remove(int length) {
        waiting -= length;
        exhausted &= waiting > budget / 2;
    }

    /** How much waits, bytes. */
    long waiting() {
        return waiting;
    }

    /** Whether there is no room for one more byte. */
    boolean isFull() {
        return waiting >= budget;
    }

    boolean isExhausted() {
        return exhausted;
    }
}
