// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body whose length was told beforehand. */
final class FixedBody extends InputStream {
    private final InputStream input;
    private long left;

    FixedBody(InputStream input, long length) {
        this.input = input;
        this.left = length;
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
        if (left == 0) {
            return -1;
        }
        int count = input.read(buffer, start, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("the body ended " + left + " octets before its Content-Length");
        }
        left -= count;
        return count;
    }
}
