// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;

/** What was left in some buffers, in pooled ones of ours: the others are out of use. */
final class CopiedBytes {
    private static final int BUFFER_LENGTH = 32 * 1024;

    private final List<RetainableByteBuffer> copies = new ArrayList<>();

    private CopiedBytes() {}

    /** Copies, and so empties, buffers; {@link #release} gives back to the pool what is taken for it here. */
    static CopiedBytes of(ByteBuffer[] bytes, ByteBufferPool pool, boolean direct) {
        CopiedBytes copied = new CopiedBytes();
        ByteBuffer free = BufferUtil.EMPTY_BUFFER;
        for (ByteBuffer some : bytes) {
            while (some.hasRemaining()) {
                if (!free.hasRemaining()) {
                    RetainableByteBuffer copy = pool.acquire(BUFFER_LENGTH, direct);
                    copied.copies.add(copy);
                    free = copy.getByteBuffer();
                    BufferUtil.clearToFill(free);
                }
                BufferUtil.put(some, free);
            }
        }
        copied.copies.forEach(copy -> BufferUtil.flipToFlush(copy.getByteBuffer(), 0));
        return copied;
    }

    /** To be written. */
    ByteBuffer[] buffers() {
        return copies.stream().map(RetainableByteBuffer::getByteBuffer).toArray(ByteBuffer[]::new);
    }

    void release() {
        copies.forEach(RetainableByteBuffer::release);
    }
}
