// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.response.ResponseEncoder.Ending;
import dev.slipway.fastcgi.response.ResponseHead;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;

/**
 * The only writer of a connection: whatever is queued goes out in one gathering write, each entry whole and in the order
 * it was offered, so that replies and responses never mix inside a record.
 *
 * <p>Offer under the lock that decides the order, {@link #iterate} after it is released. Safe for any thread.
 */
final class ResponseFlusher extends IteratingCallback {
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

    private final EndPoint endPoint;
    private final ByteBufferPool pool;
    private final boolean direct;
    /** Guards itself and what follows. */
    private final Queue<Entry> queue = new ArrayDeque<>();

    private final List<Entry> writing = new ArrayList<>();
    private boolean failed;
    private volatile InvocationType invocationType = InvocationType.NON_BLOCKING;

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
            inUse = writing.stream().anyMatch(entry -> entry.stream() == stream);
        }
        cancelled.forEach(entry -> entry.failed(cause));
        return inUse;
    }

    /** Whether something of a stream is queued or being written. */
    boolean isPending(FastCgiStream stream) {
        synchronized (queue) {
            return Stream.concat(queue.stream(), writing.stream()).anyMatch(entry -> entry.stream() == stream);
        }
    }

    @Override
    protected Action process() {
        List<ByteBuffer> buffers = new ArrayList<>();
        synchronized (queue) {
            if (queue.isEmpty()) {
                return Action.IDLE;
            }
            InvocationType type = InvocationType.NON_BLOCKING;
            for (Entry entry : queue) {
                buffers.addAll(entry.buffers());
                if (entry.callback().getInvocationType() != InvocationType.NON_BLOCKING) {
                    type = InvocationType.BLOCKING;
                }
            }
            invocationType = type;
            writing.addAll(queue);
            queue.clear();
        }
        endPoint.write(this, buffers.toArray(ByteBuffer[]::new));
        return Action.SCHEDULED;
    }

    @Override
    protected void onSuccess() {
        List<Entry> written;
        synchronized (queue) {
            written = List.copyOf(writing);
            writing.clear();
        }
        written.forEach(Entry::succeeded);
    }

    @Override
    protected void onFailure(Throwable cause) {
        List<Entry> lost;
        synchronized (queue) {
            failed = true;
            lost = new ArrayList<>(writing);
            lost.addAll(queue);
            writing.clear();
            queue.clear();
        }
        endPoint.close(cause);
        lost.forEach(entry -> entry.failed(cause));
    }

    @Override
    public InvocationType getInvocationType() {
        return invocationType;
    }
}
