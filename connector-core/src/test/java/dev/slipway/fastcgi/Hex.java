// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Bytes as lower-case hexadecimal text. */
public final class Hex {
    private Hex() {}

    /** The bytes that a text stands for. */
    public static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    /** The bytes that a text stands for, ready to be read. */
    public static ByteBuffer buffer(String hex) {
        return ByteBuffer.wrap(bytes(hex));
    }

    /** All bytes. */
    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** What remains of a buffer, which stays as it is. */
    public static String of(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return of(bytes);
    }
}
