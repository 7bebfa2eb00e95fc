// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What parameters mean that come again and again: a web server sends most of a request's in every request, with the same
 * octets and in the same order, and to look them up is several times cheaper than to decode them.
 *
 * <p>Of bounded size; what is put in may be forgotten. A meaning is kept for a name with its value, or for a name whatever its
 * value is; it is found for exactly the octets that it was put in for, and must not change: it is shared by all who find it.
 * Safe for any thread without a lock: two that put at once may lose one of both, which is then decoded once more.
 *
 * @param <T> an immutable meaning
 */
public final class ParamTable<T> {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    /** In how many places an entry may be: names that share one would drive each other out. */
    private static final int PLACES = 4;

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    /** All fields but the guess are final, so that a thread that sees an entry sees all of it. */
    private static final class Entry<T> {
        private final byte[] octets;
        private final int nameLength;
        private final boolean withValue;
        private final T meaning;
        /** The place of what came next last time: no reference, which would keep what is forgotten. */
        private int next;

        Entry(byte[] octets, int nameLength, boolean withValue, T meaning) {
            this.octets = octets;
            this.nameLength = nameLength;
            this.withValue = withValue;
            this.meaning = meaning;
        }

        boolean isFor(Params params, int index) {
            int from = params.nameOffset(index);
            int length = octets.length;
            return params.nameLength(index) == nameLength
                    && (!withValue || nameLength + params.valueLength(index) == length)
                    && Arrays.equals(octets, 0, length, params.octets(), from, from + length);
        }
    }

    private final Entry<T>[] entries;
    private final int maxLength;
    /** Before the first parameter of a request. */
    private final Entry<T> start = new Entry<>(new byte[0], 0, false, null);

    /**
     * An empty table.
     *
     * @param capacity how many meanings; rounded down to a power of two
     * @param maxLength octets of a name, or of a name and its value together; what is longer is not kept
     */
    @SuppressWarnings("unchecked")
    public ParamTable(int capacity, int maxLength) {
        this.entries = (Entry<T>[]) new Entry<?>[Integer.highestOneBit(Math.max(PLACES, capacity))];
        this.maxLength = maxLength;
    }

    /**
     * Begins to look up the parameters of a request.
     *
     * @param params of the request
     * @return what finds them, in their order best
     */
    public Lookup<T> lookup(Params params) {
        return new Lookup<>(this, params);
    }

    /**
     * The parameters of one request. What followed the one before last time is tried first.
     *
     * <p>Not safe for several threads at once.
     *
     * @param <T> an immutable meaning
     */
    public static final class Lookup<T> {
        private final ParamTable<T> table;
        private final Params params;
        /** The one before what was asked for last. */
        private Entry<T> before;

        private Entry<T> current;

        private Lookup(ParamTable<T> table, Params params) {
            this.table = table;
            this.params = params;
            this.current = table.start;
        }

        /**
         * Finds a meaning.
         *
         * @param index of the parameter
         * @return what was put in for the same name and value, or else for the same name; null if nothing was, or if it was
         *     forgotten
         */
        public T find(int index) {
            before = current;
            Entry<T> entry = table.entries[before.next];
            if (entry == null || !entry.isFor(params, index)) {
                entry = find(index, true);
                if (entry == null) {
                    entry = find(index, false);
                }
                if (entry == null) {
                    return null;
                }
            }
            current = entry;
            return entry.meaning;
        }

        private Entry<T> find(int index, boolean withValue) {
            int place = table.place(params, index, withValue);
            for (int i = 0; i < PLACES; i++) {
                Entry<T> entry = table.entries[place ^ i];
                if (entry == null) {
                    return null;
                }
                if (entry.withValue == withValue && entry.isFor(params, index)) {
                    before.next = place ^ i;
                    return entry;
                }
            }
            return null;
        }

        /**
         * Keeps for a while what the parameter means that was asked for last.
         *
         * @param index of the parameter
         * @param withValue whether it means that with this value only
         * @param meaning not null
         */
        public void put(int index, boolean withValue, T meaning) {
            int nameLength = params.nameLength(index);
            int from = params.nameOffset(index);
            int length = withValue ? nameLength + params.valueLength(index) : nameLength;
            if (length > table.maxLength) {
                return;
            }
            int place = table.place(params, index, withValue);
            // The oldest is forgotten: what comes again and again will be put in again.
            for (int i = PLACES - 1; i > 0; i--) {
                table.entries[place ^ i] = table.entries[place ^ i - 1];
            }
            byte[] octets = Arrays.copyOfRange(params.octets(), from, from + length);
            current = new Entry<>(octets, nameLength, withValue, meaning);
            table.entries[place] = current;
            before.next = place;
        }
    }

    /** From the length and both ends, which is where names and values differ. */
    private int place(Params params, int index, boolean withValue) {
        byte[] octets = params.octets();
        int from = params.nameOffset(index);
        int length = params.nameLength(index) + (withValue ? params.valueLength(index) : 0);
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
