// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body in chunks; without the last chunk it is incomplete. */
final class ChunkedBody extends InputStream {
    private final InputStream input;
    private long left;
    private boolean first = true;
    private boolean ended;

    ChunkedBody(InputStream input) {
        this.input = input;
    }

    @Override
    public int read() throws IOException {
        byte[] octet = new byte[1];
        return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int start, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int count = input.read(buffer, start, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("the body ended in the middle of a chunk");
        }
        left -= count;
        return count;
    }

    private void nextChunk() throws IOException {
        if (!first) {
            Connection.line(input);
        }
        first = false;
        left = Long.parseLong(Connection.line(input).split(";", 2)[0].trim(), 16);
        if (left == 0) {
            ended = true;
            while (!Connection.line(input).isEmpty()) {
                // trailer fields are of no interest
            }
        }
    }
}
