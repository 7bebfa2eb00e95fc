// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import dev.slipway.fastcgi.protocol.ConnectionException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The PARAMS bytes of one request until they are complete; pairs may straddle records at any byte. */
final class ParamsCollector {
    private final int maxLength;
    private byte[] bytes = new byte[0];
    private int length;

    ParamsCollector(int maxLength) {
        this.maxLength = maxLength;
    }

    /** Whether a record of this many more bytes stays within the limit; ask before the bytes are taken. */
    boolean hasRoomFor(int recordLength) {
        return recordLength <= maxLength - length;
    }

    /** Takes the next bytes; memory grows with what has arrived, not with what was announced. */
    void add(ByteBuffer input, int count) {
        int needed = length + count;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(
                    bytes, length == 0 ? needed : Math.max(needed, Math.min(2 * bytes.length, maxLength)));
        }
        input.get(bytes, length, count);
        length = needed;
    }

    Params finish() throws ConnectionException {
        return Params.decode(bytes, length);
    }
}
