// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.testkit;

import java.nio.ByteBuffer;
import java.util.function.IntConsumer;

/** Finds each BEGIN_REQUEST in the bytes that are sent, up to the first bytes that are no record. */
final class SentRequests {
    private final IntConsumer onBegin;
    private final ByteBuffer header = ByteBuffer.allocate(8);
    private int toSkip;
    private boolean lost;

    SentRequests(IntConsumer onBegin) {
        this.onBegin = onBegin;
    }

    void scan(byte[] sent) {
        var in = ByteBuffer.wrap(sent);
        while (in.hasRemaining() && !lost) {
            if (toSkip > 0) {
                int skipped = Math.min(toSkip, in.remaining());
                in.position(in.position() + skipped);
                toSkip -= skipped;
            } else {
                header.put(in.get());
                if (!header.hasRemaining()) {
                    headerComplete();
                }
            }
        }
    }

    private void headerComplete() {
        lost = header.get(0) != 1;
        if (!lost && header.get(1) == RecordTypes.BEGIN_REQUEST) {
            onBegin.accept(header.getShort(2) & 0xFFFF);
        }
        toSkip = (header.getShort(4) & 0xFFFF) + (header.get(6) & 0xFF);
        header.clear();
    }
}
