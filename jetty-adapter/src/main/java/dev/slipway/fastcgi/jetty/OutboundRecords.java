// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.Callback;

/** Whole records of one request that belong together, and who is to be told when they are written. */
final class OutboundRecords {
    private final int requestId;
    private final FastCgiStream stream;
    /** Framing and content in turn, so that a record ends after every second one and after the last. */
    private final List<ByteBuffer> buffers;

    private int taken;

    private final RetainableByteBuffer framing;
    private Callback callback;
    private Throwable cancelled;

    /**
     * Records that are to be written.
     *
     * @param stream whose response this is; null for what the protocol says by itself
     * @param buffers framing and content in turn; not to be changed any more
     * @param framing the pooled buffer behind some of them, ours until they are written or never will be; may be null
     */
    OutboundRecords(
            int requestId,
            FastCgiStream stream,
            List<ByteBuffer> buffers,
            RetainableByteBuffer framing,
            Callback callback) {
        this.requestId = requestId;
        this.stream = stream;
        this.buffers = buffers;
        this.framing = framing;
        this.callback = callback;
    }

    int requestId() {
        return requestId;
    }

    boolean isOf(FastCgiStream other) {
        return stream == other;
    }

    Callback callback() {
        return callback;
    }

    /** Moves whole records to what is written next, until there are enough bytes of them; true if that was all. */
    boolean take(long enough, List<ByteBuffer> out) {
        long length = 0;
        while (taken < buffers.size() && length < enough) {
            for (int i = 0; i < 2 && taken < buffers.size(); i++) {
                ByteBuffer next = buffers.get(taken++);
                length += next.remaining();
                out.add(next);
            }
        }
        return taken == buffers.size();
    }

    /** What is left is not to be written, and the rest of it fails. */
    void cancel(Throwable cause) {
        taken = buffers.size();
        cancelled = cause;
    }

    boolean isCancelled() {
        return cancelled != null;
    }

    /** Has another callback fail when these records are written. */
    void thenFail(Throwable cause, Callback other) {
        callback = Callback.from(callback, () -> other.failed(cause));
    }

    /** Tells that all is written, or never will be. */
    void complete(Throwable failure) {
        if (framing != null) {
            framing.release();
        }
        Throwable cause = failure == null ? cancelled : failure;
        if (cause == null) {
            callback.succeeded();
        } else {
            callback.failed(cause);
        }
    }
}
