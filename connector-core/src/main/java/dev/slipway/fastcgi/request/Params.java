// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.protocol.NameValuePairs;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The parameters of one request, in the order of the wire and with duplicates: bytes, which become text when asked for.
 *
 * <p>Names are US-ASCII in practice; values are octets, since front ends pass on what a client sent. Immutable, so safe
 * for any thread.
 */
public final class Params {
    private static final int PLACES_OF_A_PAIR = 3;

    private final byte[] bytes;
    /** For each pair: name offset, name length, value length; the value follows the name. */
    private final int[] places;

    private final int size;

    private Params(byte[] bytes, int[] places, int size) {
        this.bytes = bytes;
        this.places = places;
        this.size = size;
    }

    /**
     * Decodes a complete PARAMS stream.
     *
     * @param bytes the stream; kept, so the caller must not change it any more
     * @param length how many of the bytes are the stream
     * @return the parameters
     * @throws ConnectionException if the stream ends inside a pair
     */
    public static Params decode(byte[] bytes, int length) throws ConnectionException {
        return decode(bytes, length, Integer.MAX_VALUE);
    }

    /** Decodes a complete stream; null if it has more pairs than that, which takes no more memory than so many. */
    static Params decode(byte[] bytes, int length, int maxPairs) throws ConnectionException {
        Places places = new Places(maxPairs);
        NameValuePairs.decode(bytes, length, places);
        return places.pairs > maxPairs ? null : new Params(bytes, places.places, places.pairs);
    }

    private static final class Places implements NameValuePairs.PairConsumer {
        private static final int USUAL_PAIR_COUNT = 40;

        private final int maxPairs;
        private int[] places = new int[USUAL_PAIR_COUNT * PLACES_OF_A_PAIR];
        private int pairs;

        Places(int maxPairs) {
            this.maxPairs = maxPairs;
        }

        @Override
        public void pair(int nameOffset, int nameLength, int valueOffset, int valueLength) {
            int place = PLACES_OF_A_PAIR * pairs++;
            if (pairs > maxPairs) {
                return;
            }
            if (place == places.length) {
                places = Arrays.copyOf(places, 2 * place);
            }
            places[place] = nameOffset;
            places[place + 1] = nameLength;
            places[place + 2] = valueLength;
        }
    }

    /**
     * How many pairs there are.
     *
     * @return 0 or more
     */
    public int size() {
        return size;
    }

    /**
     * The name of a pair.
     *
     * @param index 0 to {@link #size()} - 1
     * @return the name, each octet one character (ISO-8859-1)
     */
    public String name(int index) {
        return new String(bytes, nameOffset(index), nameLength(index), StandardCharsets.ISO_8859_1);
    }

    /**
     * The value of a pair as header fields have it.
     *
     * @param index 0 to {@link #size()} - 1
     * @return the value, each octet one character (ISO-8859-1)
     */
    public String value(int index) {
        return value(index, StandardCharsets.ISO_8859_1);
    }

    /**
     * The value of a pair.
     *
     * @param index 0 to {@link #size()} - 1
     * @param charset what the octets mean
     * @return the value; what the charset does not allow becomes its replacement character
     */
    public String value(int index, Charset charset) {
        return new String(bytes, nameOffset(index) + nameLength(index), valueLength(index), charset);
    }

    /**
     * Whether a pair has an empty value.
     *
     * @param index 0 to {@link #size()} - 1
     * @return true if it has
     */
    public boolean isEmpty(int index) {
        return valueLength(index) == 0;
    }

    /** The stream; not to be changed. */
    byte[] octets() {
        return bytes;
    }

    int nameOffset(int index) {
        return places[PLACES_OF_A_PAIR * index];
    }

    int nameLength(int index) {
        return places[PLACES_OF_A_PAIR * index + 1];
    }

    int valueLength(int index) {
        return places[PLACES_OF_A_PAIR * index + 2];
    }

    /** Bytes of the longest value; 0 if there is none. */
    int longestValue() {
        int longest = 0;
        for (int i = 0; i < size; i++) {
            longest = Math.max(longest, valueLength(i));
        }
        return longest;
    }

    /**
     * These parameters but those of one name.
     *
     * @param name in ISO-8859-1
     * @return the others in their order; this object if there are none of the name
     */
    public Params without(String name) {
        byte[] octets = name.getBytes(StandardCharsets.ISO_8859_1);
        int[] others = null;
        int count = 0;
        for (int i = 0; i < size; i++) {
            boolean named = isNamed(i, octets);
            if (named && others == null) {
                others = places.clone();
                count = i;
            } else if (!named && others != null) {
                System.arraycopy(places, PLACES_OF_A_PAIR * i, others, PLACES_OF_A_PAIR * count++, PLACES_OF_A_PAIR);
            }
        }
        return others == null ? this : new Params(bytes, others, count);
    }

    private boolean isNamed(int index, byte[] octets) {
        int from = nameOffset(index);
        int length = nameLength(index);
        return length == octets.length && Arrays.equals(bytes, from, from + length, octets, 0, length);
    }

    /** The names and the lengths of the values: values may be secret. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Params[");
        for (int i = 0; i < size; i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(name(i))
                    .append('(')
                    .append(valueLength(i))
                    .append(')');
        }
        return text.append(']').toString();
    }
}
