// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.response;

import dev.slipway.fastcgi.protocol.ProtocolStatus;
import dev.slipway.fastcgi.protocol.RecordHeader;
import dev.slipway.fastcgi.protocol.RecordType;
import dev.slipway.fastcgi.protocol.Records;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the response of one request into records, copying small content and only pointing at large.
 *
 * <pre>
 * framing:  [hdr STDOUT][head] | [hdr STDOUT] | … | [hdr STDOUT 0][hdr END_REQUEST][8 bytes]
 * out:       framing₁  content₁   framing₂ content₂   framing_last
 * </pre>
 *
 * <p>The head is whole in the first record, with as much content behind it as fits. Records have no padding and at most
 * {@value #MAX_RECORD_CONTENT} bytes (a longer head aside): front ends have wrapped 65535 bytes and padding to 0.
 *
 * <p>Immutable, so safe for any thread.
 */
public final class ResponseEncoder {
    /** The most content that we put into one STDOUT record, in bytes. */
    public static final int MAX_RECORD_CONTENT = 32 * 1024;

    /** Content of at most this length, in bytes, is copied behind the head so that one buffer holds all. */
    public static final int MAX_COPIED_CONTENT = 1024;

    /** What follows the content of one call. */
    public enum Ending {
        /** More content. */
        NONE(0),
        /** The end of STDOUT: END_REQUEST comes later, by {@link ResponseEncoder#endRequest}. */
        STDOUT(RecordHeader.LENGTH),
        /** The end of STDOUT and of the request. */
        REQUEST(RecordHeader.LENGTH + Records.FIXED_RECORD_LENGTH);

        private final int length;

        Ending(int length) {
            this.length = length;
        }
    }

    private final int requestId;

    /**
     * An encoder for one request.
     *
     * @param requestId 1 to 65535
     */
    public ResponseEncoder(int requestId) {
        this.requestId = requestId;
    }

    /**
     * How much framing {@link #encode} writes for these arguments.
     *
     * @param head the head; null if it went out before
     * @param contentLength 0 or more, bytes
     * @param ending what follows the content
     * @return bytes
     * @throws IllegalArgumentException if the head is too long for one record
     */
    public int framingLength(ResponseHead head, int contentLength, Ending ending) {
        int length = ending.length;
        int contentLeft = contentLength;
        if (head != null) {
            head.checkLength();
            length += RecordHeader.LENGTH + head.length();
            contentLeft -= contentWith(head, contentLength);
        }
        int records = contentLeft / MAX_RECORD_CONTENT + (contentLeft % MAX_RECORD_CONTENT == 0 ? 0 : 1);
        length += records * RecordHeader.LENGTH;
        return contentLength <= MAX_COPIED_CONTENT ? length + contentLength : length;
    }

    /** How much content shares the record of the head. */
    private static int contentWith(ResponseHead head, int contentLength) {
        return Math.min(contentLength, Math.max(0, MAX_RECORD_CONTENT - head.length()));
    }

    /**
     * Encodes a piece of the response.
     *
     * @param head the head; null if it went out before
     * @param content the next bytes of the body; read up to its limit, and not copied if there are more than
     *     {@link #MAX_COPIED_CONTENT}, so the caller must leave them alone until {@code out} is written
     * @param ending what follows the content
     * @param framing {@link #framingLength} bytes of space, big-endian; its position moves on, and {@code out} has views
     *     of it
     * @param out is given what to write, in order
     */
    public void encode(ResponseHead head, ByteBuffer content, Ending ending, ByteBuffer framing, List<ByteBuffer> out) {
        boolean copied = content.remaining() <= MAX_COPIED_CONTENT;
        int begin = framing.position();
        int length = 0;
        if (head != null) {
            length = contentWith(head, content.remaining());
            new RecordHeader(RecordType.STDOUT, requestId, head.length() + length).encode(framing);
            head.encode(framing);
            begin = put(content, length, copied, framing, begin, out);
        }
        while (content.hasRemaining()) {
            length = Math.min(content.remaining(), MAX_RECORD_CONTENT);
            new RecordHeader(RecordType.STDOUT, requestId, length).encode(framing);
            begin = put(content, length, copied, framing, begin, out);
        }
        if (ending != Ending.NONE) {
            new RecordHeader(RecordType.STDOUT, requestId, 0).encode(framing);
        }
        if (ending == Ending.REQUEST) {
            Records.endRequest(requestId, ProtocolStatus.REQUEST_COMPLETE, framing);
        }
        if (framing.position() > begin) {
            out.add(framing.slice(begin, framing.position() - begin));
        }
    }

    /** Adds content to what goes out; returns where the framing that has not gone out yet begins. */
    private static int put(
            ByteBuffer content, int length, boolean copied, ByteBuffer framing, int begin, List<ByteBuffer> out) {
        if (length == 0) {
            return begin;
        }
        ByteBuffer piece = content.slice(content.position(), length);
        content.position(content.position() + length);
        if (copied) {
            framing.put(piece);
            return begin;
        }
        out.add(framing.slice(begin, framing.position() - begin));
        out.add(piece);
        return framing.position();
    }

    /**
     * A whole response in one buffer of its own, for short ones.
     *
     * @param head the head
     * @param content the body, at most {@link #MAX_COPIED_CONTENT} bytes
     * @return whole records, END_REQUEST the last
     */
    public ByteBuffer encodeWhole(ResponseHead head, ByteBuffer content) {
        ByteBuffer framing = ByteBuffer.allocate(framingLength(head, content.remaining(), Ending.REQUEST));
        encode(head, content, Ending.REQUEST, framing, new ArrayList<>(1));
        return framing.flip();
    }

    /**
     * The end of a request whose STDOUT has ended before.
     *
     * @return a whole END_REQUEST record
     */
    public ByteBuffer endRequest() {
        ByteBuffer record = ByteBuffer.allocate(Records.FIXED_RECORD_LENGTH);
        Records.endRequest(requestId, ProtocolStatus.REQUEST_COMPLETE, record);
        return record.flip();
    }

    /**
     * The end of a request whose STDOUT has not ended, whether it has begun or not.
     *
     * @return an empty STDOUT record and an END_REQUEST record
     */
    public ByteBuffer endStdoutAndRequest() {
        ByteBuffer records = ByteBuffer.allocate(Ending.REQUEST.length);
        encode(null, ByteBuffer.allocate(0), Ending.REQUEST, records, new ArrayList<>(1));
        return records.flip();
    }
}
