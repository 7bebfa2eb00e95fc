// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Name-value pairs as in FCGI_PARAMS and FCGI_GET_VALUES (FastCGI 1.0, section 3.4). */
public final class Pairs {
    private Pairs() {}

    /** Encodes names and values given in turn; duplicates are kept. */
    public static byte[] encode(String... namesAndValues) {
        requireEven(namesAndValues);
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            out.writeBytes(encode(Octets.of(namesAndValues[i]), Octets.of(namesAndValues[i + 1])));
        }
        return out.toByteArray();
    }

    /** Encodes the entries of a map in its order. */
    public static byte[] encode(Map<String, String> pairs) {
        var out = new ByteArrayOutputStream();
        pairs.forEach((name, value) -> out.writeBytes(encode(Octets.of(name), Octets.of(value))));
        return out.toByteArray();
    }

    /** Encodes one pair of octet strings. */
    public static byte[] encode(byte[] name, byte[] value) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(encodeLength(name.length));
        out.writeBytes(encodeLength(value.length));
        out.writeBytes(name);
        out.writeBytes(value);
        return out.toByteArray();
    }

    /** One length: a single byte below 128, otherwise four with the top bit set. */
    public static byte[] encodeLength(int length) {
        return length < 128 ? new byte[] {(byte) length} : encodeLongLength(length);
    }

    /** One length in the four-byte form, which is legal for short lengths too. */
    public static byte[] encodeLongLength(int length) {
        return ByteBuffer.allocate(4).putInt(length | 0x80000000).array();
    }

    /** Decodes whole pairs; a cut pair or a repeated name is a failure. */
    public static Map<String, String> decode(byte[] block) {
        var in = ByteBuffer.wrap(block);
        var pairs = new LinkedHashMap<String, String>();
        while (in.hasRemaining()) {
            int start = in.position();
            long nameLength = decodeLength(in, start);
            long valueLength = decodeLength(in, start);
            if (nameLength + valueLength > in.remaining()) {
                throw new AssertionError("pair at octet %d of %d + %d octets, but only %d are left"
                        .formatted(start, nameLength, valueLength, in.remaining()));
            }
            String name = text(in, (int) nameLength);
            if (pairs.put(name, text(in, (int) valueLength)) != null) {
                throw new AssertionError("name " + name + " occurs twice");
            }
        }
        return pairs;
    }

    static void requireEven(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "names and values in turn, but the last one stands alone: " + String.join(" ", namesAndValues));
        }
    }

    private static long decodeLength(ByteBuffer in, int start) {
        if (in.hasRemaining()) {
            int first = in.get(in.position()) & 0xFF;
            if (first < 128) {
                return in.get();
            }
            if (in.remaining() >= 4) {
                return in.getInt() & 0x7FFFFFFF;
            }
        }
        throw new AssertionError("pair at octet %d is cut inside its lengths".formatted(start));
    }

    private static String text(ByteBuffer in, int length) {
        byte[] octets = new byte[length];
        in.get(octets);
        return Octets.text(octets);
    }
}
