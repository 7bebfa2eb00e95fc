// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import java.util.ArrayDeque;
import java.util.Queue;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;

/**
 * The STDIN of one request, or the DATA of a FILTER request, between the connection, which puts it in, and the application, which takes it out.
 *
 * <pre>
 * OPEN ──end of the stream──► ENDED
 *   └──abort, close, wrong length──► failed, from any state
 * </pre>
 *
 * <p>Each chunk in here holds one reference to the buffer that it is in; who takes it releases it. All methods need the
 * connection's lock.
 */
final class RequestBody {
    /** Which of the bodies that a request may have. */
    enum Stream {
        STDIN("CONTENT_LENGTH"),
        DATA(FilterData.LENGTH);

        /** The parameter that says how long it is. */
        private final String lengthName;

        Stream(String lengthName) {
            this.lengthName = lengthName;
        }
    }

    /** What the memory of a piece is counted as beyond its bytes: a peer may send one byte at a time. */
    private static final int PIECE_OVERHEAD = 128;

    /** Nothing is ever added to it. */
    private static final Queue<Content.Chunk> NOTHING = new ArrayDeque<>(1);

    private final Stream stream;
    private final long contentLength;
    private final RequestLimits limits;
    private final Refusals refusals;
    private final InputBudget budget;
    /** Without memory of its own for a request without a body, which is most of them. */
    private Queue<Content.Chunk> unread = NOTHING;

    private int unreadLength;
    private long receivedLength;
    private boolean ended;
    private boolean discarding;
    private boolean wasRead;
    private boolean demanded;
    private Throwable failure;

    /**
     * An empty one.
     *
     * @param stream STDIN or DATA
     * @param contentLength what CONTENT_LENGTH or FCGI_DATA_LENGTH says, bytes; -1 if it says nothing
     * @param limits what else it must not exceed
     * @param refusals where it is counted if it does
     * @param budget of the connection
     */
    RequestBody(Stream stream, long contentLength, RequestLimits limits, Refusals refusals, InputBudget budget) {
        this.stream = stream;
        this.contentLength = contentLength;
        this.limits = limits;
        this.refusals = refusals;
        this.budget = budget;
    }

    /** Takes a piece, and with it one reference to its buffer; false if the body is longer than it was said to be. */
    boolean add(Content.Chunk chunk) {
        receivedLength += chunk.remaining();
        boolean tooLong = contentLength >= 0 && receivedLength > contentLength;
        if (!discarding && failure == null && limits.isBodyTooLarge(receivedLength)) {
            HttpException.RuntimeException tooLarge = limits.bodyTooLarge();
            refusals.count(tooLarge.getCode());
            fail(tooLarge);
        }
        if (discarding || failure != null || tooLong) {
            chunk.release();
        } else {
            if (unread == NOTHING) {
                unread = new ArrayDeque<>();
            }
            unread.add(chunk);
            unreadLength += chunk.remaining();
            budget.add(chunk.remaining() + PIECE_OVERHEAD);
        }
        if (tooLong) {
            fail(badLength(stream + " is longer than its " + stream.lengthName + " of " + contentLength + " bytes"));
        }
        return !tooLong;
    }

    /** Takes the end; false if it came before CONTENT_LENGTH bytes. */
    boolean end() {
        ended = true;
        boolean tooShort = receivedLength < contentLength;
        if (tooShort) {
            fail(badLength(stream + " ended after " + receivedLength + " bytes, but its " + stream.lengthName + " is "
                    + contentLength));
        }
        return !tooShort;
    }

    private static Throwable badLength(String message) {
        return new HttpException.RuntimeException(HttpStatus.BAD_REQUEST_400, message);
    }

    /** Lets every later {@link #poll} fail; the first failure stays. */
    void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
        releaseUnread();
    }

    /** Forgets what is unread and what is still to come. */
    void discard() {
        discarding = true;
        releaseUnread();
    }

    private void releaseUnread() {
        if (unread.isEmpty()) {
            return;
        }
        budget.remove(unreadLength + unread.size() * PIECE_OVERHEAD);
        unread.forEach(Content.Chunk::release);
        unread.clear();
        unreadLength = 0;
    }

    /** The next piece, the end or the failure; null if there is nothing yet. */
    Content.Chunk poll() {
        wasRead = true;
        Content.Chunk chunk = unread.poll();
        if (chunk != null) {
            unreadLength -= chunk.remaining();
            budget.remove(chunk.remaining() + PIECE_OVERHEAD);
            return chunk;
        }
        if (failure != null) {
            return Content.Chunk.from(failure);
        }
        return hasEnded() || discarding ? Content.Chunk.EOF : null;
    }

    /** The application wants to be told when there is something to {@link #poll}. */
    void demand() {
        demanded = true;
    }

    boolean isDemanded() {
        return demanded;
    }

    /** Whether a demand can be met now; it is then taken back. */
    boolean takeDemand() {
        boolean met = demanded && isReadable();
        demanded &= !met;
        return met;
    }

    /** Whether {@link #poll} has something to give. */
    boolean isReadable() {
        return !unread.isEmpty() || hasEnded() || discarding || failure != null;
    }

    /** HAProxy 2.6 says of an empty body in chunks that its length is 0, and forgets the end of STDIN. */
    private boolean hasEnded() {
        return ended || contentLength == 0;
    }

    boolean hasUnread() {
        return !unread.isEmpty();
    }

    /** How much waits for the application, bytes. */
    int unreadLength() {
        return unreadLength;
    }

    /**
     * Whether to read more input now: the application waits for it, or does not care for the body at all, so that an abort
     * can be seen. While the application is at work on a piece, the front end may wait.
     */
    boolean wantsInput() {
        return unread.isEmpty() && (demanded || hasEnded() || !wasRead);
    }
}
