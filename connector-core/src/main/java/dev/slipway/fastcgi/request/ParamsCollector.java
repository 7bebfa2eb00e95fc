// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.protocol.NameValuePairs;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The PARAMS bytes of one request until they are complete; pairs may straddle records at any byte. */
final class ParamsCollector {
    private final ParamsLimits limits;
    private byte[] bytes = new byte[0];
    private int length;
    private int pairCount;

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

    /** Which limit the complete PARAMS are over, before anything is made of them; null if none. */
    Refusal findExceeded() throws ConnectionException {
        PairCounter counter = new PairCounter();
        NameValuePairs.decode(bytes, length, counter);
        pairCount = counter.pairs;
        if (counter.pairs > limits.maxPairs()) {
            return Refusal.TOO_MANY_PARAMS;
        }
        return counter.longestValue > limits.maxValueLength() ? Refusal.PARAM_VALUE_TOO_LONG : null;
    }

    private static final class PairCounter implements NameValuePairs.PairConsumer {
        private int pairs;
        private int longestValue;

        @Override
        public void pair(int nameOffset, int nameLength, int valueOffset, int valueLength) {
            pairs++;
            longestValue = Math.max(longestValue, valueLength);
        }
    }

    /** The complete PARAMS; ask {@link #findExceeded} first. */
    Params finish() throws ConnectionException {
        return Params.decode(bytes, length, pairCount);
    }
}
