// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.protocol.ConnectionException.Reason;
import dev.slipway.fastcgi.protocol.RecordHeader;
import java.nio.ByteBuffer;

/** Finds the header of the next record: past the padding of the one before, and wherever the bytes are cut. */
final class RecordHeaderReader {
    private static final int TLS_HANDSHAKE = 0x16;

    private final ByteBuffer collected = ByteBuffer.allocate(RecordHeader.LENGTH);
    private boolean sawRecord;
    private int paddingLeft;
    /** The header of an empty record whose padding has not all been read. */
    private RecordHeader empty;

    /**
     * The next header; null if the input ends before it does. The content of the record before must have been read.
     *
     * <p>An empty record is told when its padding was read, too: whoever closes the connection at the end of STDIN would
     * otherwise leave something unread, and that makes a reset of the close.
     */
    RecordHeader read(ByteBuffer input) throws ConnectionException {
        skipPadding(input);
        if (empty != null && paddingLeft == 0) {
            RecordHeader header = empty;
            empty = null;
            return header;
        }
        if (!input.hasRemaining()) {
            return null;
        }
        RecordHeader header;
        if (collected.position() == 0) {
            checkVersion(input.get(input.position()) & 0xFF);
        }
        if (collected.position() == 0 && input.remaining() >= RecordHeader.LENGTH) {
            header = RecordHeader.decode(input);
        } else {
            while (collected.hasRemaining() && input.hasRemaining()) {
                collected.put(input.get());
            }
            if (collected.hasRemaining()) {
                return null;
            }
            header = RecordHeader.decode(collected.flip());
            collected.clear();
        }
        paddingLeft = header.paddingLength();
        if (header.contentLength() == 0) {
            skipPadding(input);
            if (paddingLeft > 0) {
                empty = header;
                return null;
            }
        }
        return header;
    }

    private void skipPadding(ByteBuffer input) {
        int skipped = Math.min(paddingLeft, input.remaining());
        input.position(input.position() + skipped);
        paddingLeft -= skipped;
    }

    private void checkVersion(int version) throws ConnectionException {
        if (version == RecordHeader.VERSION_1) {
            sawRecord = true;
            return;
        }
        if (!sawRecord && version >= 'A' && version <= 'Z') {
            throw new ConnectionException(
                    Reason.SPEAKS_HTTP, "begins with '" + (char) version + "': this is HTTP, expected FastCGI");
        }
        if (!sawRecord && version == TLS_HANDSHAKE) {
            throw new ConnectionException(Reason.SPEAKS_TLS, "begins with 0x16: this is TLS, expected FastCGI");
        }
        throw ConnectionException.malformed("record of version " + version + ", expected 1");
    }
}
