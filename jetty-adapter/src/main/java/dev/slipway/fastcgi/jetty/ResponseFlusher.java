// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.response.ResponseEncoder.Ending;
import dev.slipway.fastcgi.response.ResponseHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only writer of a connection: whatever is queued goes out in one gathering write, in the order it was offered, so that
 * replies and responses never mix inside a record.
 *
 * <p>A long response goes out some records at a time; on a connection that several requests share, it takes turns with the
 * others. What
 * the socket does not take of one turn is copied, so that an application whose request is aborted gets its buffers back at
 * once, though the records that have begun must still be completed for the sake of the others.
 *
 * <p>A write is complete when {@link #flush} returns, unless the socket is full or the response takes turns. Jetty's servlet
 * layer relies on this, as it is true of HTTP/1: it writes an error page and then, without waiting, an empty last piece. A
 * front end sends its next request as soon as it has END_REQUEST, so a thread that wants to answer it may find another still
 * in its write: it waits for that, which does not block, and writes itself. Callbacks run when others may write already.
 *
 * <p>Offer under the lock that decides the order, {@link #flush} after it is released. Safe for any thread.
 */
final class ResponseFlusher {
    /** How many bytes of one response go out at a turn: a few records. */
    private static final int TURN_LENGTH = 128 * 1024;

    /** One turn. A peer that reads none of many responses must not have the memory for them all taken twice. */
    private static final int MAX_COPIED = 160 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ResponseFlusher.class);

    /** One gathering write; it may be complete before the end point has returned from it. */
    private final class Write implements Callback {
        /** Of all that some of is written here. */
        private final List<OutboundRecords> begun = new ArrayList<>(queue.size());
        /** What is complete with this write: mostly all of it. */
        private final List<OutboundRecords> ended;

        private final List<ByteBuffer> buffers = new ArrayList<>(2 * queue.size());
        private final boolean takesTurns = shared;
        private final boolean leavesOver;
        /** What the socket has not taken; null until it is known, then the buffers of {@link #begun} are out of use then. */
        private CopiedBytes copied;

        private InvocationType invocationType = InvocationType.NON_BLOCKING;
        private boolean returned;
        private boolean completed;
        private Throwable failure;

        /** Takes its turn's worth of what is queued. */
        Write() {
            // Without memory of their own before they are needed, which is rare: this is for each response.
            List<OutboundRecords> left = List.of();
            Set<Integer> cut = Set.of();
            for (OutboundRecords records : queue) {
                if (!cut.isEmpty() && cut.contains(records.requestId())) {
                    left.add(records);
                    continue;
                }
                begun.add(records);
                if (!records.take(takesTurns ? TURN_LENGTH : Long.MAX_VALUE, buffers)) {
                    if (left.isEmpty()) {
                        left = new ArrayList<>();
                        cut = new HashSet<>();
                    }
                    left.add(records);
                    cut.add(records.requestId());
                }
                if (records.callback().getInvocationType() != InvocationType.NON_BLOCKING) {
                    invocationType = InvocationType.BLOCKING;
                }
            }
            queue.clear();
            queue.addAll(left);
            leavesOver = !left.isEmpty();
            ended = leavesOver ? withoutAll(begun, left) : begun;
            for (ByteBuffer each : buffers) {
                bytesOut += each.remaining();
            }
        }

        private static List<OutboundRecords> withoutAll(List<OutboundRecords> all, List<OutboundRecords> some) {
            List<OutboundRecords> rest = new ArrayList<>(all);
            rest.removeAll(some);
            return rest;
        }

        /** Writes what the socket takes; true if that was all, false if {@link #complete} will go on. */
        boolean begin() {
            ByteBuffer[] bytes = buffers.toArray(ByteBuffer[]::new);
            if (takesTurns) {
                beginTurn(bytes);
            } else {
                endPoint.write(this, bytes);
            }
            synchronized (queue) {
                returned = true;
                return completed;
            }
        }

        private void beginTurn(ByteBuffer[] bytes) {
            try {
                if (endPoint.flush(bytes)) {
                    succeeded();
                    return;
                }
            } catch (IOException e) {
                failed(e);
                return;
            }
            if (Stream.of(bytes).mapToLong(ByteBuffer::remaining).sum() > MAX_COPIED) {
                endPoint.write(this, bytes);
                return;
            }
            CopiedBytes left = CopiedBytes.of(bytes, pool, direct);
            List<OutboundRecords> cancelled = new ArrayList<>(0);
            synchronized (queue) {
                copied = left;
                begun.stream().filter(OutboundRecords::isCancelled).forEach(cancelled::add);
                forget(cancelled);
            }
            if (!cancelled.isEmpty()) {
                goOnElsewhere(() -> cancelled.forEach(records -> records.complete(null)));
            }
            endPoint.write(this, left.buffers());
        }

        /** Whether the buffers of what has begun are still needed. */
        boolean usesBuffers() {
            return copied == null;
        }

        List<OutboundRecords> begunOf(FastCgiStream stream) {
            List<OutboundRecords> some = new ArrayList<>(begun);
            some.removeIf(records -> !records.isOf(stream));
            return some;
        }

        /** Somebody else tells the callbacks of these. */
        void forget(List<OutboundRecords> records) {
            begun.removeAll(records);
            ended.removeAll(records);
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
            if (next != null) {
                // This may be the selector's thread, because no callback of this write blocks: one of the next may.
                goOnElsewhere(() -> goOn(next));
            }
            tell();
        }

        /** Another write may begin, or none ever if this one has failed. */
        void end() {
            if (copied != null) {
                copied.release();
            }
            synchronized (queue) {
                waiting = null;
                if (failure != null) {
                    failed = true;
                    queue.stream().filter(records -> !ended.contains(records)).forEach(ended::add);
                    queue.clear();
                }
            }
        }

        void tell() {
            if (failure != null) {
                endPoint.close(failure);
            }
            for (OutboundRecords records : ended) {
                try {
                    records.complete(failure);
                } catch (RuntimeException e) {
                    // One callback that fails must not keep the others from being told.
                    LOG.warn("Unexpected failure of {}", records.callback(), e);
                }
            }
        }

        @Override
        public InvocationType getInvocationType() {
            return invocationType;
        }
    }

    private final EndPoint endPoint;
    private final Executor executor;
    private final ByteBufferPool pool;
    private final boolean direct;
    /** Guards itself and what follows. */
    private final Queue<OutboundRecords> queue = new ArrayDeque<>(1);

    /** The write that waits for the socket. */
    private Write waiting;

    private boolean shared;
    private boolean failed;
    private long bytesOut;

    ResponseFlusher(EndPoint endPoint, Executor executor, ByteBufferPool pool, boolean direct) {
        this.endPoint = endPoint;
        this.executor = executor;
        this.pool = pool;
        this.direct = direct;
    }

    /** How much was ever given to the socket. */
    long bytesOut() {
        synchronized (queue) {
            return bytesOut;
        }
    }

    /** From now on responses take turns. */
    void share() {
        synchronized (queue) {
            shared = true;
        }
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
        boolean taken = offer(new OutboundRecords(stream.requestId(), stream, buffers, framing, callback));
        if (!taken) {
            framing.release();
        }
        return taken;
    }

    /** Queues whole records that are no stream's; false, and no callback, if nothing can be written any more. */
    boolean offer(int requestId, ByteBuffer records, Callback callback) {
        return offer(new OutboundRecords(requestId, null, List.of(records), null, callback));
    }

    private boolean offer(OutboundRecords records) {
        synchronized (queue) {
            return !failed && queue.add(records);
        }
    }

    /** Writes what is queued, unless a write waits for the socket: then what is queued follows it. */
    void flush() {
        // Once only: who has offered something meanwhile waits for the lock, to have its write complete on return.
        goOn(writeQueued());
    }

    /** Tells of a complete write, and goes on while there are turns left over. */
    private void goOn(Write complete) {
        Write write = complete;
        while (write != null) {
            boolean goesOn = write.leavesOver && write.failure == null;
            if (goesOn && !write.ended.isEmpty()) {
                goOnElsewhere(this::flush);
                goesOn = false;
            }
            write.tell();
            write = goesOn ? writeQueued() : null;
        }
    }

    /** Goes on in another thread: a callback that blocks in this one must not keep the others waiting. */
    private void goOnElsewhere(Runnable task) {
        ThreadPool.executeImmediately(executor, task);
    }

    /** Writes what is queued; the write if it is complete, null if there is nothing more for the caller to do. */
    private Write writeQueued() {
        // Held while the end point takes what it can, which does not block; never while a callback runs.
        synchronized (this) {
            Write write;
            synchronized (queue) {
                if (waiting != null || queue.isEmpty()) {
                    return null;
                }
                write = new Write();
                waiting = write;
            }
            if (!write.begin()) {
                return null;
            }
            write.end();
            return write;
        }
    }

    /**
     * Fails what is queued of a stream.
     *
     * @return true if some of it is being written, so that its buffers are still in use
     */
    boolean cancel(FastCgiStream stream, Throwable cause) {
        Set<OutboundRecords> cancelled = new LinkedHashSet<>();
        boolean inUse = false;
        synchronized (queue) {
            queue.removeIf(records -> records.isOf(stream) && cancelled.add(records));
            if (waiting != null) {
                List<OutboundRecords> begun = waiting.begunOf(stream);
                inUse = !begun.isEmpty() && waiting.usesBuffers();
                if (inUse && !waiting.takesTurns) {
                    // what is written whole has not failed
                    begun.removeIf(waiting.ended::contains);
                }
                begun.forEach(records -> records.cancel(cause));
                if (inUse) {
                    // its other records are on their way: it fails when they are written, or copied
                    cancelled.removeAll(begun);
                    begun.stream()
                            .filter(records -> !waiting.ended.contains(records))
                            .forEach(waiting.ended::add);
                } else {
                    waiting.forget(begun);
                    cancelled.addAll(begun);
                }
            }
            cancelled.forEach(records -> records.cancel(cause));
        }
        cancelled.forEach(records -> records.complete(cause));
        return inUse;
    }

    /** Has a callback fail when what is pending of a stream is written; at once if nothing is. */
    void failWhenWritten(FastCgiStream stream, Throwable cause, Callback callback) {
        synchronized (queue) {
            List<OutboundRecords> pending = pending(stream);
            if (!pending.isEmpty()) {
                pending.get(pending.size() - 1).thenFail(cause, callback);
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

    private List<OutboundRecords> pending(FastCgiStream stream) {
        List<OutboundRecords> pending = waiting == null ? new ArrayList<>() : waiting.begunOf(stream);
        queue.stream().filter(records -> records.isOf(stream)).forEach(pending::add);
        return pending;
    }
}
