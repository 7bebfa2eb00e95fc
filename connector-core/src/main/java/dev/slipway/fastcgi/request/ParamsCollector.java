// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import dev.slipway.fastcgi.protocol.ConnectionException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The PARAMS bytes of one request until they are complete; pairs may straddle records at any byte. */
final class ParamsCollector {
    private static final byte[] NONE = {};

    private final ParamsLimits limits;
    private byte[] bytes = NONE;
    private int length;
    /** Null until they are complete. */
    private Params params;

    ParamsCollector(ParamsLimits limits) {
        this.limits = limits;
    }

    /** Whether a record of this many more bytes stays within the limit; ask before the bytes are taken. */
    boolean hasRoomFor(int recordLength) {
        return recordLength <= limits.maxLength() - length;
    }

    /** Takes the next bytes; memory grows with what has arrived, not with what was announced. */
    void add(ByteBuffer input, int count) {
        int needed = length + count;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(
                    bytes,
                    length == 0 ? needed : Math.max(needed, (int) Math.min(2L * bytes.length, limits.maxLength())));
        }
        input.get(bytes, length, count);
        length = needed;
    }

    int length() {
        return length;
    }

    /** Which limit the complete PARAMS are over; null if none. */
    Refusal findExceeded() throws ConnectionException {
        params = Params.decode(bytes, length, limits.maxPairs());
        if (params == null) {
            return Refusal.TOO_MANY_PARAMS;
        }
        return params.longestValue() > limits.maxValueLength() ? Refusal.PARAM_VALUE_TOO_LONG : null;
    }

    /** The complete PARAMS; ask {@link #findExceeded} first. */
    Params params() {
        return params;
    }
}
