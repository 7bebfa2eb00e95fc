// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.fuzz;

import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.request.RequestReader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/**
 * What a connection brings, as {@link RequestReader} sees it: it throws nothing but {@link ConnectionException}, says the
 * same wherever the bytes are cut, and takes no more memory than they are worth.
 */
public final class RequestReaderFuzzTarget {
    /** A refusal is the most: an answer of some hundred bytes for every 32. */
    private static final int ALLOCATED_PER_BYTE = 400;

    private RequestReaderFuzzTarget() {}

    /** Jazzer calls this with each input. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        String inOnePiece = read(bytes, bytes.length, null);
        same(inOnePiece, read(bytes, 1, null), "one byte after the other");
        var random = new SplittableRandom(hash(bytes));
        same(inOnePiece, read(bytes, 16, random), "in short pieces");
        same(inOnePiece, read(bytes, Math.max(1, bytes.length), random), "in pieces");
        Allocation.check(
                bytes.length, ALLOCATED_PER_BYTE, () -> new ReaderTranscript(false).feed(ByteBuffer.wrap(bytes)));
    }

    /** The transcript of bytes that come in pieces of this length, or of random ones up to it. */
    private static String read(byte[] bytes, int longest, SplittableRandom random) {
        var transcript = new ReaderTranscript(true);
        int begin = 0;
        boolean open = true;
        while (open && begin < bytes.length) {
            int length = random == null ? longest : random.nextInt(1, longest + 1);
            int end = Math.min(bytes.length, begin + length);
            // A copy of its own, so that bytes which are kept too long are seen to change.
            byte[] piece = Arrays.copyOfRange(bytes, begin, end);
            open = transcript.feed(ByteBuffer.wrap(piece));
            Arrays.fill(piece, (byte) 0xEE);
            begin = end;
        }
        return transcript.text();
    }

    private static void same(String expected, String actual, String how) {
        if (!expected.equals(actual)) {
            throw new AssertionError("read in one piece:\n" + expected + "\nread " + how + ":\n" + actual);
        }
    }

    /** Chooses the cuts, so that an input is always cut in the same places. */
    private static long hash(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }
}
