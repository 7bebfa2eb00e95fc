// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The bytes that the sample application sends and the tests send back: byte i is 'a' + i % 26. */
public final class Pattern26 {
    private static final int LENGTH = 26 * 2520;
    private static final byte[] BLOCK = bytes(LENGTH);

    private Pattern26() {}

    public static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ('a' + i % 26);
        }
        return bytes;
    }

    public static void write(OutputStream output, long length) throws IOException {
        for (long left = length; left > 0; left -= LENGTH) {
            output.write(BLOCK, 0, (int) Math.min(left, LENGTH));
        }
    }

    /** Reads to the end and answers the length; a byte out of place is a failure. */
    public static long check(InputStream input) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long length = 0;
        for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
            for (int i = 0; i < count; i++) {
                if (buffer[i] != 'a' + (length + i) % 26) {
                    throw new AssertionError("byte " + (length + i) + " is " + buffer[i]);
                }
            }
            length += count;
        }
        return length;
    }
}
