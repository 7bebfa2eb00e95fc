// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.soak;

import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;

/** Bodies that both sides know: every part of a long random text differs from every other. */
final class Octets {
    static final int MAX_LENGTH = 256 * 1024;

    private static final int PLACES = 1024 * 1024;
    private static final byte[] TEXT = new byte[PLACES + MAX_LENGTH];

    static {
        new Random(1).nextBytes(TEXT);
    }

    private Octets() {}

    /**
     * A part of the text.
     *
     * @param place any number
     * @param length up to {@link #MAX_LENGTH}
     */
    static byte[] at(long place, int length) {
        int from = (int) Math.floorMod(place, (long) PLACES);
        return Arrays.copyOfRange(TEXT, from, from + length);
    }

    /** What tells octets from others: their number and their CRC-32. */
    static String digest(byte[] octets) {
        CRC32 crc = new CRC32();
        crc.update(octets);
        return octets.length + " " + Long.toHexString(crc.getValue());
    }
}
