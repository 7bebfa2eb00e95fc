// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.response.ResponseEncoder.Ending;
import dev.slipway.fastcgi.response.ResponseHead;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only writer of a connection: whatever is queued goes out in one gathering write, each entry whole and in the order
 * it was offered, so that replies and responses never mix inside a record.
 *
 * <p>A write is complete when {@link #flush} returns, unless the socket is full: a front end sends its next request as soon
 * as it has END_REQUEST, so that the answer to that may be offered while the thread of the one before is still in its
 * write, or in a callback. Jetty's servlet layer relies on this as it is true of HTTP/1: it writes an error page and then,
 * without waiting, an empty last piece.
 *
 * <p>Offer under the lock that decides the order, {@link #flush} after it is released. Safe for any thread.
 */
final class ResponseFlusher {
    /**
     * Whole records that belong together.
     *
     * @param stream whose response this is; null for what the protocol says by itself
     * @param buffers what to write, in order
     * @param framing the pooled buffer behind some of them, released when they are written or never will be; may be null
     * @param callback told when the buffers are the caller's again
     */
    private record Entry(
            FastCgiStream stream, List<ByteBuffer> buffers, RetainableByteBuffer framing, Callback callback) {
        void succeeded() {
            release();
            callback.succeeded();
        }

        void failed(Throwable cause) {
            release();
            callback.failed(cause);
        }

        void release() {
            if (framing != null) {
                framing.release();
            }
        }
    }

    /** One write of the end point's; it may be complete before the end point has returned from it. */
    private final class Write implements Callback {
        private final List<Entry> entries;
        private boolean returned;
        private boolean completed;
        private Throwable failure;

        Write(List<Entry> entries) {
            this.entries = entries;
        }

        ByteBuffer[] buffers() {
            return entries.stream().flatMap(entry -> entry.buffers().stream()).toArray(ByteBuffer[]::new);
        }

        /** The end point has returned: true if the write is complete, otherwise {@link #complete} goes on. */
        synchronized boolean isCompleteOnReturn() {
            returned = true;
            return completed;
        }

        @Override
        public void succeeded() {
            complete(null);
        }

        @Override
        public void failed(Throwable cause) {
            complete(cause);
        }

        private void complete(Throwable cause) {
            synchronized (this) {
                completed = true;
                failure = cause;
                if (!returned) {
                    return;
                }
            }
            List<Entry> lost = over(this);
            tell(this, lost);
            flush();
        }

        @Override
        public InvocationType getInvocationType() {
            boolean nonBlocking = entries.stream()
                    .allMatch(entry -> entry.callback().getInvocationType() == InvocationType.NON_BLOCKING);
            return nonBlocking ? InvocationType.NON_BLOCKING : InvocationType.BLOCKING;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(ResponseFlusher.class);

    private final EndPoint endPoint;
    private final ByteBufferPool pool;
    private final boolean direct;
    /** Held while the end point takes what it can, which does not block; never while a callback runs. */
    private final Lock writing = new ReentrantLock();
    /** Guards itself and what follows. */
    private final Queue<Entry> queue = new ArrayDeque<>();

    private Write current;
    private boolean failed;

    ResponseFlusher(EndPoint endPoint, ByteBufferPool pool, boolean direct) {
        this.endPoint = endPoint;
        this.pool = pool;
        this.direct = direct;
    }

    /**
     * Queues a piece of a response.
     *
     * @param head null if it went out before
     * @param content not copied if it is long: the caller's again when the callback is told
     * @return false if nothing can be written any more: the callback is left to the caller
     */
    boolean offer(FastCgiStream stream, ResponseHead head, ByteBuffer content, Ending ending, Callback callback) {
        int framingLength = stream.encoder().framingLength(head, content.remaining(), ending);
        RetainableByteBuffer framing = pool.acquire(framingLength, direct);
        ByteBuffer bytes = framing.getByteBuffer();
        BufferUtil.clearToFill(bytes);
        List<ByteBuffer> buffers = new ArrayList<>(2);
        stream.encoder().encode(head, content, ending, bytes, buffers);
        boolean taken = offer(new Entry(stream, buffers, framing, callback));
        if (!taken) {
            framing.release();
        }
        return taken;
    }

    /**
     * Queues whole records that are no stream's.
     *
     * @return false if nothing can be written any more: the callback is left to the caller
     */
    boolean offer(ByteBuffer records, Callback callback) {
        return offer(new Entry(null, List.of(records), null, callback));
    }

    private boolean offer(Entry entry) {
        synchronized (queue) {
            return !failed && queue.add(entry);
        }
    }

    /**
     * Fails what is queued of a stream.
     *
     * @return true if some of it is being written, so that its buffers are still in use
     */
    boolean cancel(FastCgiStream stream, Throwable cause) {
        List<Entry> cancelled = new ArrayList<>();
        boolean inUse;
        synchronized (queue) {
            queue.removeIf(entry -> entry.stream() == stream && cancelled.add(entry));
            inUse = current != null && current.entries.stream().anyMatch(entry -> entry.stream() == stream);
        }
        cancelled.forEach(entry -> entry.failed(cause));
        return inUse;
    }

    /** Writes what is queued, unless a write waits for the socket: then what is queued follows it. */
    void flush() {
        Write write;
        List<Entry> lost;
        // A thread waits here for another that writes, and then writes itself: its write is complete on return.
        writing.lock();
        try {
            write = next();
            if (write == null) {
                return;
            }
            endPoint.write(write, write.buffers());
            if (!write.isCompleteOnReturn()) {
                return;
            }
            lost = over(write);
        } finally {
            writing.unlock();
        }
        tell(write, lost);
    }

    private Write next() {
        synchronized (queue) {
            if (current != null || queue.isEmpty()) {
                return null;
            }
            current = new Write(List.copyOf(queue));
            queue.clear();
            return current;
        }
    }

    /** The write is complete, so another may begin; returns what never will be written because this one failed. */
    private List<Entry> over(Write write) {
        synchronized (queue) {
            current = null;
            if (write.failure == null) {
                return List.of();
            }
            failed = true;
            List<Entry> lost = new ArrayList<>(write.entries);
            lost.addAll(queue);
            queue.clear();
            return lost;
        }
    }

    private void tell(Write write, List<Entry> lost) {
        if (write.failure == null) {
            write.entries.forEach(entry -> tell(entry, entry::succeeded));
        } else {
            endPoint.close(write.failure);
            lost.forEach(entry -> tell(entry, () -> entry.failed(write.failure)));
        }
    }

    /** One callback that fails must not keep the others from being told. */
    private static void tell(Entry entry, Runnable outcome) {
        try {
            outcome.run();
        } catch (RuntimeException e) {
            LOG.warn("Unexpected failure of {}", entry.callback(), e);
        }
    }
}
