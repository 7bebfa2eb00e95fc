// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.testkit;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Takes records out of bytes that arrive in any pieces, and accepts only what every front end accepts.
 *
 * <pre>
 * version (1) type (1) requestId (2) contentLength (2) paddingLength (1) reserved (1) content padding
 * </pre>
 */
final class RecordDecoder {
    private byte[] bytes = new byte[1024];
    private int start;
    private int end;
    private int count;

    /** Takes all bytes of the buffer. */
    void feed(ByteBuffer in) {
        if (bytes.length - end < in.remaining()) {
            int unread = unread();
            byte[] larger = unread + in.remaining() <= bytes.length
                    ? bytes
                    : new byte[Math.max(unread + in.remaining(), 2 * bytes.length)];
            System.arraycopy(bytes, start, larger, 0, unread);
            bytes = larger;
            start = 0;
            end = unread;
        }
        int length = in.remaining();
        in.get(bytes, end, length);
        end += length;
    }

    /** The next record, if it is here as a whole. */
    Optional<WireRecord> next() {
        if (unread() < 8) {
            return Optional.empty();
        }
        checkHeader();
        int contentLength = unsigned(start + 4) << 8 | unsigned(start + 5);
        int paddingLength = unsigned(start + 6);
        int contentEnd = start + 8 + contentLength;
        if (unread() < 8 + contentLength + paddingLength) {
            return Optional.empty();
        }
        int id = unsigned(start + 2) << 8 | unsigned(start + 3);
        byte[] content = Arrays.copyOfRange(bytes, start + 8, contentEnd);
        var record = new WireRecord(count + 1, unsigned(start + 1), id, content, paddingLength);
        for (int i = contentEnd; i < contentEnd + paddingLength; i++) {
            if (bytes[i] != 0) {
                throw record.violation("padding octet %d is %d, expected 0".formatted(i - contentEnd + 1, unsigned(i)));
            }
        }
        if (contentLength == 65535 && paddingLength > 0) {
            throw record.violation("padding after the longest content");
        }
        start = contentEnd + paddingLength;
        count++;
        return Optional.of(record);
    }

    /** How many bytes wait for the rest of their record. */
    int unread() {
        return end - start;
    }

    private void checkHeader() {
        if (bytes[start] != 1) {
            throw new AssertionError("record #%d: version %d, expected 1".formatted(count + 1, unsigned(start)));
        }
        if (bytes[start + 7] != 0) {
            throw new AssertionError("record #%d: reserved octet of the header is %d, expected 0"
                    .formatted(count + 1, unsigned(start + 7)));
        }
    }

    private int unsigned(int index) {
        return bytes[index] & 0xFF;
    }
}
