// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.BufferUtil;

/**
 * What was read from the socket and not yet understood: a pooled buffer while there is something in it, none otherwise.
 *
 * <p>Chunks are slices of it that hold references of their own. While one does, new bytes go behind it, or into another
 * buffer, never over it. Needs the connection's lock.
 */
final class InputBuffer {
    /** Below this much space behind a retained slice, another buffer is worth more than one more small read. */
    private static final int MIN_SPACE = 1024;

    /**
     * For a body that comes faster than it fits the usual buffer; the most that Jetty's pool keeps by default. A megabyte took
     * 130 reads of the usual size, and takes 17 of this one.
     */
    private static final int LARGE_CAPACITY = 64 * 1024;

    private final EndPoint endPoint;
    private final ByteBufferPool pool;
    private final int capacity;
    private final boolean direct;
    private boolean filledUp;
    private RetainableByteBuffer buffer;
    private long bytesIn;

    InputBuffer(EndPoint endPoint, ByteBufferPool pool, HttpConfiguration configuration) {
        this.endPoint = endPoint;
        this.pool = pool;
        this.capacity = configuration.getInputBufferSize();
        this.direct = configuration.isUseInputDirectByteBuffers();
    }

    boolean hasRemaining() {
        return buffer != null && buffer.hasRemaining();
    }

    /** The bytes, to be read by the reader; only when there are some. */
    ByteBuffer bytes() {
        return buffer.getByteBuffer();
    }

    /** A piece of {@link #bytes()} with a reference of its own. */
    Content.Chunk retain(ByteBuffer slice) {
        buffer.retain();
        return Content.Chunk.asChunk(slice, false, buffer);
    }

    /** A piece of {@link #bytes()} as a copy on the heap, where memory is free again as soon as it is needed. */
    static Content.Chunk copy(ByteBuffer slice) {
        return Content.Chunk.from(ByteBuffer.wrap(BufferUtil.toArray(slice)), false);
    }

    /**
     * Reads from the socket when everything before was understood.
     *
     * @param copied whether what is read will be copied, up to a budget: then a large buffer would come on top of that
     * @return the number of bytes, 0 if there are none, -1 at the end
     */
    int fill(boolean copied) throws IOException {
        boolean large = filledUp && !copied;
        if (buffer != null && (buffer.isRetained() && space() < MIN_SPACE || (isLarge() ? copied : large))) {
            release();
        }
        if (buffer == null) {
            buffer = pool.acquire(large ? Math.max(capacity, LARGE_CAPACITY) : capacity, direct);
        }
        ByteBuffer bytes = buffer.getByteBuffer();
        int filled;
        if (buffer.isRetained()) {
            // a position of 0 makes fill() append instead of beginning anew
            int end = bytes.limit();
            bytes.position(0);
            try {
                filled = endPoint.fill(bytes);
            } finally {
                bytes.position(end);
            }
        } else {
            BufferUtil.clear(bytes);
            filled = endPoint.fill(bytes);
        }
        filledUp = BufferUtil.space(bytes) == 0;
        if (filled <= 0) {
            release();
        } else {
            bytesIn += filled;
        }
        return filled;
    }

    /** Whether the last {@link #fill} left no space, so that the socket may have more. */
    boolean wasFilledUp() {
        return filledUp;
    }

    /** How much was ever read. */
    long bytesIn() {
        return bytesIn;
    }

    private boolean isLarge() {
        return buffer.getByteBuffer().capacity() >= LARGE_CAPACITY;
    }

    private int space() {
        return buffer.getByteBuffer().capacity() - buffer.getByteBuffer().limit();
    }

    /** Gives the buffer back with whatever is in it; chunks keep theirs. */
    void release() {
        if (buffer != null) {
            buffer.release();
            buffer = null;
        }
    }
}
