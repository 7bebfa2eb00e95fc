// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.fuzz;

import dev.slipway.fastcgi.testkit.Pairs;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Pairs as lines, {@code NAME=value}, behind a mark that no block begins with: in a block nearly every change of a length
 * makes all that follows malformed, here every change is a change of a name or a value.
 *
 * <p>An octet 0x1E ends a line, so that values may have line feeds.
 */
final class PairsText {
    /** Begins a text; as a block it would begin with two lengths beyond any input. */
    private static final byte[] MARK = {(byte) 0xFF, '\n'};

    private static final byte LINE_END = 0x1E;

    private PairsText() {}

    static boolean isText(byte[] bytes) {
        return bytes.length >= MARK.length && bytes[0] == MARK[0] && bytes[1] == MARK[1];
    }

    /** The block that a text stands for. */
    static byte[] encode(byte[] text) {
        var block = new ByteArrayOutputStream();
        int begin = MARK.length;
        while (begin < text.length) {
            int end = indexOf(LINE_END, text, begin, text.length);
            int nameEnd = indexOf((byte) '=', text, begin, end);
            byte[] name = Arrays.copyOfRange(text, begin, nameEnd);
            byte[] value = Arrays.copyOfRange(text, Math.min(end, nameEnd + 1), end);
            block.writeBytes(Pairs.encode(name, value));
            begin = end + 1;
        }
        return block.toByteArray();
    }

    /** The text for names and values in turn. */
    static byte[] of(byte[]... namesAndValues) {
        var text = new ByteArrayOutputStream();
        text.writeBytes(MARK);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            text.writeBytes(namesAndValues[i]);
            text.write('=');
            text.writeBytes(namesAndValues[i + 1]);
            text.write(LINE_END);
        }
        return text.toByteArray();
    }

    private static int indexOf(byte wanted, byte[] text, int begin, int end) {
        int i = begin;
        while (i < end && text[i] != wanted) {
            i++;
        }
        return i;
    }
}
