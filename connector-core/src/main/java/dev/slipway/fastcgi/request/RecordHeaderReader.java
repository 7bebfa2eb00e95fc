// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.protocol.ConnectionException.Reason;
import dev.slipway.fastcgi.protocol.RecordHeader;
import java.nio.ByteBuffer;

/** Finds the header of the next record: past the padding of the one before, and wherever the bytes are cut. */
final class RecordHeaderReader {
    private static final int TLS_HANDSHAKE = 0x16;

    /** The beginning of a header that is cut; null at all other times, which is mostly. */
    private ByteBuffer collected;

    /** An empty record whose padding has not all been read. */
    private RecordHeader empty;

    private boolean sawRecord;
    private int paddingLeft;

    /**
     * The next header; null if the input ends before it does. The content of the record before must have been read.
     *
     * <p>The header of an empty record comes when its padding has: what follows from it may be that the connection is
     * closed, and that must not leave anything unread.
     */
    RecordHeader read(ByteBuffer input) throws ConnectionException {
        if (empty == null) {
            RecordHeader header = skipPadding(input) ? next(input) : null;
            if (header == null || header.contentLength() > 0) {
                return header;
            }
            empty = header;
        }
        if (!skipPadding(input)) {
            return null;
        }
        RecordHeader header = empty;
        empty = null;
        return header;
    }

    /** Whether there is a part of a header, or of the padding of an empty record. */
    boolean isInside() {
        return collected != null || empty != null;
    }

    private boolean skipPadding(ByteBuffer input) {
        int skipped = Math.min(paddingLeft, input.remaining());
        input.position(input.position() + skipped);
        paddingLeft -= skipped;
        return paddingLeft == 0;
    }

    private RecordHeader next(ByteBuffer input) throws ConnectionException {
        if (!input.hasRemaining()) {
            return null;
        }
        if (collected == null) {
            checkVersion(input.get(input.position()) & 0xFF);
        }
        RecordHeader header;
        if (collected == null && input.remaining() >= RecordHeader.LENGTH) {
            header = RecordHeader.decode(input);
        } else {
            if (collected == null) {
                collected = ByteBuffer.allocate(RecordHeader.LENGTH);
            }
            while (collected.hasRemaining() && input.hasRemaining()) {
                collected.put(input.get());
            }
            if (collected.hasRemaining()) {
                return null;
            }
            header = RecordHeader.decode(collected.flip());
            collected = null;
        }
        paddingLeft = header.paddingLength();
        return header;
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
