// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

/**
 * How often who stands by for a selector looks after it: to look costs as much as a short request, so it is done less often
 * the longer nobody was needed there.
 *
 * <p>Times are those of {@link System#nanoTime}. Safe for any thread; when two go to the selector at once, it may be the time of
 * either.
 */
final class LookInterval {
    /** The longest interval, in shortest ones. */
    private static final int CALM = 5;

    /** The part of the time since somebody was needed that may pass before the next look. */
    private static final int PATIENCE = 32;

    private final long shortest;
    private volatile long needed;

    /**
     * Nobody has been needed yet.
     *
     * @param shortest 1 or more, nanoseconds
     */
    LookInterval(long shortest, long now) {
        this.shortest = shortest;
        this.needed = now - CALM * PATIENCE * shortest;
    }

    /** Nanoseconds until the next look. */
    long at(long now) {
        return Math.max(shortest, Math.min((now - needed) / PATIENCE, CALM * shortest));
    }

    /**
     * Somebody goes to the selector.
     *
     * @return for {@link #cameBack}
     */
    long goes(long now) {
        long before = needed;
        needed = now;
        return before;
    }

    /**
     * Who went to the selector is back. Within the shortest interval it was not needed: the request had ended meanwhile, or had
     * only been without a processor.
     */
    void cameBack(long before, long went, long now) {
        if (now - went < shortest) {
            needed = before;
        }
    }
}
