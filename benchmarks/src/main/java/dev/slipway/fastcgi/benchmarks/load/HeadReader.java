// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Collects header lines until the empty one, however they were cut. */
final class HeadReader {
    private final byte[] bytes = new byte[8 * 1024];
    private int length;
    private int lineLength;
    private boolean complete;

    /** Takes bytes up to and including the empty line; true when it was here. */
    boolean read(ByteBuffer piece) throws AnswerReader.ProtocolViolation {
        while (!complete && piece.hasRemaining()) {
            if (length == bytes.length) {
                throw new AnswerReader.ProtocolViolation("a head of more than " + bytes.length + " bytes");
            }
            byte next = piece.get();
            bytes[length++] = next;
            if (next == '\n') {
                complete = lineLength == 0;
                lineLength = 0;
            } else if (next != '\r') {
                lineLength++;
            }
        }
        return complete;
    }

    boolean complete() {
        return complete;
    }

    boolean startsWith(byte[] prefix) {
        return matchesAt(0, prefix);
    }

    /** The position after that name at the start of a line, or -1; the name in lower case, with its colon. */
    int afterName(byte[] name) {
        for (int at = 0; at < length; at++) {
            if ((at == 0 || bytes[at - 1] == '\n') && matchesAt(at, name)) {
                return at + name.length;
            }
        }
        return -1;
    }

    /** The decimal number at that position, blanks before it skipped. */
    int number(int position) {
        int at = position;
        while (at < length && bytes[at] == ' ') {
            at++;
        }
        int number = 0;
        while (at < length && bytes[at] >= '0' && bytes[at] <= '9') {
            number = number * 10 + bytes[at++] - '0';
        }
        return number;
    }

    void reset() {
        length = 0;
        lineLength = 0;
        complete = false;
    }

    private boolean matchesAt(int start, byte[] text) {
        if (length - start < text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            byte here = bytes[start + i];
            if ((here >= 'A' && here <= 'Z' ? here + 32 : here) != text[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
}
