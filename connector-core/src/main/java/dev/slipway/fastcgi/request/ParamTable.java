// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What parameters mean that come again and again: a web server sends most of a request's in every request, with the same
 * octets, and to look them up is several times cheaper than to decode them.
 *
 * <p>Of bounded size; what is put in may be forgotten. A meaning is found for exactly the octets that it was put in for, and
 * must not change: it is shared by all who find it. Safe for any thread without a lock: two that put at once may lose one
 * of both, which is then decoded once more.
 *
 * @param <T> an immutable meaning
 */
public final class ParamTable<T> {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    /** In how many places an entry may be: names that share one would drive each other out. */
    private static final int PLACES = 4;

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    /** All fields are final, so that a thread that sees an entry sees all of it. */
    private static final class Entry<T> {
        private final byte[] octets;
        private final int nameLength;
        private final T meaning;

        Entry(byte[] octets, int nameLength, T meaning) {
            this.octets = octets;
            this.nameLength = nameLength;
            this.meaning = meaning;
        }
    }

    private final Entry<T>[] entries;
    private final boolean withValue;
    private final int maxLength;

    @SuppressWarnings("unchecked")
    private ParamTable(int capacity, boolean withValue, int maxLength) {
        this.entries = (Entry<T>[]) new Entry<?>[Integer.highestOneBit(Math.max(PLACES, capacity))];
        this.withValue = withValue;
        this.maxLength = maxLength;
    }

    /**
     * A table of what names mean, whatever their values are.
     *
     * @param capacity how many; rounded down to a power of two
     * @param maxLength octets of a name; a longer one is not kept
     * @param <T> an immutable meaning
     * @return an empty table
     */
    public static <T> ParamTable<T> ofNames(int capacity, int maxLength) {
        return new ParamTable<>(capacity, false, maxLength);
    }

    /**
     * A table of what names with their values mean.
     *
     * @param capacity how many; rounded down to a power of two
     * @param maxLength octets of a name and its value together; what is longer is not kept
     * @param <T> an immutable meaning
     * @return an empty table
     */
    public static <T> ParamTable<T> ofPairs(int capacity, int maxLength) {
        return new ParamTable<>(capacity, true, maxLength);
    }

    /**
     * Finds a meaning.
     *
     * @param params of a request
     * @param index of the parameter
     * @return what was put in for the same octets; null if nothing was, or if it was forgotten
     */
    public T get(Params params, int index) {
        int nameLength = params.nameLength(index);
        int from = params.nameOffset(index);
        int length = withValue ? nameLength + params.valueLength(index) : nameLength;
        int place = place(params.octets(), from, length);
        for (int i = 0; i < PLACES; i++) {
            Entry<T> entry = entries[place ^ i];
            if (entry == null) {
                return null;
            }
            if (entry.octets.length == length
                    && entry.nameLength == nameLength
                    && Arrays.equals(entry.octets, 0, length, params.octets(), from, from + length)) {
                return entry.meaning;
            }
        }
        return null;
    }

    /**
     * Keeps a meaning for a while.
     *
     * @param params of a request
     * @param index of the parameter
     * @param meaning not null
     */
    public void put(Params params, int index, T meaning) {
        int nameLength = params.nameLength(index);
        int from = params.nameOffset(index);
        int length = withValue ? nameLength + params.valueLength(index) : nameLength;
        if (length > maxLength) {
            return;
        }
        int place = place(params.octets(), from, length);
        // The oldest is forgotten: what comes again and again will be put in again.
        for (int i = PLACES - 1; i > 0; i--) {
            entries[place ^ i] = entries[place ^ i - 1];
        }
        entries[place] = new Entry<>(Arrays.copyOfRange(params.octets(), from, from + length), nameLength, meaning);
    }

    /** From the length and both ends, which is where names and values differ. */
    private int place(byte[] octets, int from, int length) {
        long hash = length;
        if (length >= Long.BYTES) {
            hash = (hash * 31 + (long) LONGS.get(octets, from)) * MULTIPLIER;
            hash ^= (long) LONGS.get(octets, from + length - Long.BYTES);
            hash = hash * MULTIPLIER ^ (long) LONGS.get(octets, from + (length - Long.BYTES) / 2);
        } else {
            for (int i = from; i < from + length; i++) {
                hash = hash * 31 + octets[i];
            }
        }
        hash *= MULTIPLIER;
        return (int) (hash >>> 33) & entries.length - 1;
    }
}
