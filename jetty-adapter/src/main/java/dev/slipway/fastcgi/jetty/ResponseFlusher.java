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
 * <p>A write is complete when {@link #flush} returns, unless the socket is full. Jetty's servlet layer relies on this, as it
 * is true of HTTP/1: it writes an error page and then, without waiting, an empty last piece. A front end sends its next
 * request as soon as it has END_REQUEST, so a thread that wants to answer it may find another still in its write: it waits
 * for that, which does not block, and writes itself. Callbacks run when others may write already.
 *
 * <p>Offer under the lock that decides the order, {@link #flush} after it is released. Safe for any thread.
 */
final class ResponseFlusher {
    /** Whole records that belong together, and who is to be told when they are written. */
    private static final class Entry {
        /** Whose response this is; null for what the protocol says by itself. */
        private final FastCgiStream stream;

        private final List<ByteBuffer> buffers;
        /** The pooled buffer behind some of them; may be null. Ours until they are written or never will be. */
        private final RetainableByteBuffer framing;

        private Callback callback;

        Entry(FastCgiStream stream, List<ByteBuffer> buffers, RetainableByteBuffer framing, Callback callback) {
            this.stream = stream;
            this.buffers = buffers;
            this.framing = framing;
            this.callback = callback;
        }

        void complete(Throwable failure) {
            release();
            if (failure == null) {
                callback.succeeded();
            } else {
                callback.failed(failure);
            }
        }

        private void release() {
            if (framing != null) {
                framing.release();
            }
        }
    }

    /** One gathering write; it may be complete before the end point has returned from it. */
    private final class Write implements Callback {
        private final List<Entry> entries = new ArrayList<>(queue);
        private final InvocationType invocationType = entries.stream()
                .map(entry -> entry.callback.getInvocationType())
                .reduce(InvocationType.NON_BLOCKING, (a, b) -> a == b ? a : InvocationType.BLOCKING);
        private boolean returned;
        private boolean completed;
        private Throwable failure;

        /** Writes what the socket takes; true if that was all, false if {@link #complete} will go on. */
        boolean begin() {
            List<ByteBuffer> buffers = new ArrayList<>(2 * entries.size());
            entries.forEach(entry -> buffers.addAll(entry.buffers));
            endPoint.write(this, buffers.toArray(ByteBuffer[]::new));
            synchronized (queue) {
                returned = true;
                return completed;
            }
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
            synchronized (queue) {
                completed = true;
                failure = cause;
                if (!returned) {
                    return;
                }
            }
            end();
            // Nobody else goes on with what was offered while this one waited for the socket.
            Write next = writeQueued();
            tell();
            if (next != null) {
                next.tell();
            }
        }

        /** Another write may begin, or none ever if this one has failed. */
        void end() {
            synchronized (queue) {
                waiting = null;
                if (failure != null) {
                    failed = true;
                    entries.addAll(queue);
                    queue.clear();
                }
            }
        }

        void tell() {
            if (failure != null) {
                endPoint.close(failure);
            }
            for (Entry entry : entries) {
                try {
                    entry.complete(failure);
                } catch (RuntimeException e) {
                    // One callback that fails must not keep the others from being told.
                    LOG.warn("Unexpected failure of {}", entry.callback, e);
                }
            }
        }

        @Override
        public InvocationType getInvocationType() {
            return invocationType;
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

    /** The write that waits for the socket. */
    private Write waiting;

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

    /** Queues whole records that are no stream's; false, and no callback, if nothing can be written any more. */
    boolean offer(ByteBuffer records, Callback callback) {
        return offer(new Entry(null, List.of(records), null, callback));
    }

    private boolean offer(Entry entry) {
        synchronized (queue) {
            return !failed && queue.add(entry);
        }
    }

    /** Writes what is queued, unless a write waits for the socket: then what is queued follows it. */
    void flush() {
        // Once only: who has offered something meanwhile waits for the lock, to have its write complete on return.
        Write complete = writeQueued();
        if (complete != null) {
            complete.tell();
        }
    }

    /** Writes what is queued; the write if it is complete, null if there is nothing more for the caller to do. */
    private Write writeQueued() {
        writing.lock();
        try {
            Write write;
            synchronized (queue) {
                if (waiting != null || queue.isEmpty()) {
                    return null;
                }
                write = new Write();
                waiting = write;
                queue.clear();
            }
            if (!write.begin()) {
                return null;
            }
            write.end();
            return write;
        } finally {
            writing.unlock();
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
            queue.removeIf(entry -> entry.stream == stream && cancelled.add(entry));
            inUse = waiting != null && waiting.entries.stream().anyMatch(entry -> entry.stream == stream);
        }
        cancelled.forEach(entry -> entry.complete(cause));
        return inUse;
    }

    /** Has a callback fail when what is pending of a stream is written; at once if nothing is. */
    void failWhenWritten(FastCgiStream stream, Throwable cause, Callback callback) {
        synchronized (queue) {
            List<Entry> pending = pending(stream);
            if (!pending.isEmpty()) {
                Entry last = pending.get(pending.size() - 1);
                last.callback = Callback.from(last.callback, () -> callback.failed(cause));
                return;
            }
        }
        callback.failed(cause);
    }

    /** Whether something of a stream is queued or being written. */
    boolean isPending(FastCgiStream stream) {
        synchronized (queue) {
            return !pending(stream).isEmpty();
        }
    }

    private List<Entry> pending(FastCgiStream stream) {
        List<Entry> pending = waiting == null ? new ArrayList<>() : new ArrayList<>(waiting.entries);
        pending.addAll(queue);
        pending.removeIf(entry -> entry.stream != stream);
        return pending;
    }
}
