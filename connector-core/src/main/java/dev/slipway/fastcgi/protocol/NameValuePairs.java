// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.protocol;

import java.nio.ByteBuffer;

/**
 * The coding of name-value pairs (FastCGI 1.0, section 3.4).
 *
 * <pre>
 * | nameLength | valueLength | name | value |
 *    1 or 4       1 or 4
 * </pre>
 *
 * <p>A length below 128 is one byte; any other is four bytes, the top bit set and 31 bits of length. Lengths are the
 * place where implementations of this protocol were broken most often, so they are {@code long} here and compared with
 * what is left of the block before anything is made of them.
 */
public final class NameValuePairs {
    private static final int SHORT_LENGTHS = 128;

    private NameValuePairs() {}

    /** Takes one pair of a block, as places in it. */
    @FunctionalInterface
    public interface PairConsumer {
        /**
         * Called once for each pair, in the order of the wire.
         *
         * @param nameOffset where the name begins, bytes from the start of the array
         * @param nameLength 0 or more, bytes
         * @param valueOffset where the value begins, bytes from the start of the array
         * @param valueLength 0 or more, bytes
         */
        void pair(int nameOffset, int nameLength, int valueOffset, int valueLength);
    }

    /**
     * Decodes a whole block of pairs.
     *
     * @param block the bytes; not kept
     * @param length how many of them, from the first, are the block
     * @param consumer is given each pair
     * @throws ConnectionException if the block ends inside a pair; pairs before it were given to the consumer
     */
    public static void decode(byte[] block, int length, PairConsumer consumer) throws ConnectionException {
        int offset = 0;
        while (offset < length) {
            long nameLength = lengthAt(block, offset, length);
            offset += sizeAt(block, offset);
            long valueLength = lengthAt(block, offset, length);
            offset += sizeAt(block, offset);
            long left = (long) length - offset;
            if (nameLength + valueLength > left) {
                throw ConnectionException.malformed("name-value pair of " + nameLength + "+" + valueLength
                        + " bytes, but only " + left + " are left of its block");
            }
            int valueOffset = offset + (int) nameLength;
            consumer.pair(offset, (int) nameLength, valueOffset, (int) valueLength);
            offset = valueOffset + (int) valueLength;
        }
    }

    private static long lengthAt(byte[] block, int offset, int length) throws ConnectionException {
        if (offset >= length) {
            throw ConnectionException.malformed("block of name-value pairs ends before a length");
        }
        int first = block[offset];
        if (first >= 0) {
            return first;
        }
        if (length - offset < 4) {
            throw ConnectionException.malformed("block of name-value pairs ends inside a four-byte length");
        }
        return (first & 0x7FL) << 24
                | (block[offset + 1] & 0xFFL) << 16
                | (block[offset + 2] & 0xFFL) << 8
                | block[offset + 3] & 0xFFL;
    }

    /** How many bytes the length at an offset takes: a peer may spend four on a small one. */
    private static int sizeAt(byte[] block, int offset) {
        return block[offset] >= 0 ? 1 : 4;
    }

    private static int encodedSize(int length) {
        return length < SHORT_LENGTHS ? 1 : 4;
    }

    /**
     * How many bytes a pair takes when it is encoded.
     *
     * @param nameLength 0 or more, bytes
     * @param valueLength 0 or more, bytes
     * @return the two lengths, the name and the value together, bytes
     */
    public static int encodedLength(int nameLength, int valueLength) {
        return encodedSize(nameLength) + encodedSize(valueLength) + nameLength + valueLength;
    }

    /**
     * Encodes one pair in the shortest form.
     *
     * @param name the name
     * @param value the value
     * @param buffer {@link #encodedLength} bytes of space, big-endian; its position moves on by that
     */
    public static void encode(byte[] name, byte[] value, ByteBuffer buffer) {
        encodeLength(name.length, buffer);
        encodeLength(value.length, buffer);
        buffer.put(name).put(value);
    }

    private static void encodeLength(int length, ByteBuffer buffer) {
        if (length < SHORT_LENGTHS) {
            buffer.put((byte) length);
        } else {
            buffer.putInt(length | 0x8000_0000);
        }
    }
}
