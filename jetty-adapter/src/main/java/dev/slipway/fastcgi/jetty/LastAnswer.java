// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import java.util.HashSet;
import java.util.Set;

/**
 * Which answer is the last one of a connection, after which it is closed: one after which the front end, or our shutdown, has
 * asked for that, when no other answer is missing. Needs the connection's lock.
 */
final class LastAnswer {
    /** What is to be done when a last answer has been written. */
    enum Next {
        /** A request has begun since, and its answer is the last one. */
        GO_ON,
        /** STDIN has not ended: with it unread a close would be a reset, which can overtake the answer. */
        SHUT_DOWN_OUTPUT,
        CLOSE
    }

    private boolean asked;
    private boolean shutdown;
    /** The ids of responses that are written but for END_REQUEST, which waits for the end of STDIN. */
    private Set<Integer> unended = Set.of();
    /** Null until one has waited. */
    private EndWatch watch;
    /** How much of the last request is awaited before the close: its response written, its STDIN ended; 0 before that. */
    private byte awaited;
    /** How many answers were to be the last so far: after all but one of them a further request has begun. */
    private int number;

    /** A request without FCGI_KEEP_CONN, or one that shows that the front end cannot be trusted. */
    void askIf(boolean condition) {
        asked |= condition;
    }

    /** Our shutdown, of which the front end does not know. */
    void shutDownIf(boolean condition) {
        shutdown |= condition;
    }

    /** A request has begun or was refused: a front end that uses an id again does not wait for the end of the one before. */
    void forget(int requestId) {
        inputEnded(requestId);
    }

    /**
     * A request has begun. A front end that does not know that we shut down may send one until the connection is closed; as soon
     * as it has begun it must be answered whole.
     */
    void begun() {
        if (!asked) {
            awaited = 0;
        }
    }

    /** Whether an answer that ends now is the last, with this many responses still to come. */
    boolean isNow(int openCount) {
        return (asked || shutdown) && awaited == 0 && openCount == 0 && unended.isEmpty();
    }

    /** Whether a connection that was to be closed is not, because this many requests have begun since. */
    boolean goesOn(int openCount) {
        return !asked && openCount > 0;
    }

    /**
     * The END_REQUEST of this response waits for the end of its STDIN.
     *
     * @param timeout how long, if nothing comes, milliseconds
     * @return who looks whether anything does
     */
    EndWatch await(int requestId, long timeout) {
        if (unended.isEmpty()) {
            unended = new HashSet<>();
        }
        unended.add(requestId);
        if (watch == null) {
            watch = new EndWatch(timeout);
        }
        return watch;
    }

    /**
     * Takes the look that was planned, and plans the next if one is needed.
     *
     * @param reading whether the connection is read: what was not looked for cannot be late
     * @param bytesIn how much has come so far
     * @return the ids of the responses whose END_REQUEST is not to wait any longer
     */
    Set<Integer> takeLate(boolean reading, long bytesIn, FoundWork work) {
        Set<Integer> late = Set.of();
        if (watch.isOver(bytesIn) && reading) {
            late = unended;
            unended = Set.of();
        } else if (!unended.isEmpty()) {
            watch.plan(bytesIn, work);
        }
        return late;
    }

    /** The STDIN of a response that has ended has ended too; true if its END_REQUEST was waiting for that. */
    boolean inputEnded(int requestId) {
        // The set of none, which is mostly the one there is, cannot be changed.
        return !unended.isEmpty() && unended.remove(requestId);
    }

    /** The last response has ended: it is to be written, and its STDIN to end, before the connection is closed. */
    void finish(boolean inputEnded) {
        awaited = (byte) (inputEnded ? 1 : 2);
        number++;
    }

    /** The number of the answer that is to be the last, for {@link #written}. */
    int number() {
        return number;
    }

    /** The answer of that number has been written. */
    Next written(int which) {
        if (which != number || awaited == 0) {
            return Next.GO_ON;
        }
        return isFinished() ? Next.CLOSE : Next.SHUT_DOWN_OUTPUT;
    }

    /** Whether {@link #finish} was called. */
    boolean isFinishing() {
        return awaited > 0;
    }

    /** A part of what {@link #finish} awaits has come; true if that was all. */
    boolean isFinished() {
        return --awaited == 0;
    }
}
