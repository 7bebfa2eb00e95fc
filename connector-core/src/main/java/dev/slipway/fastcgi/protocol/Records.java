// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Encodes the records of fixed content that an application sends; padding and reserved bytes are zero. */
public final class Records {
    /** The length of a whole END_REQUEST or UNKNOWN_TYPE record, in bytes. */
    public static final int FIXED_RECORD_LENGTH = RecordHeader.LENGTH + 8;

    private Records() {}

    /**
     * END_REQUEST: the request is over (section 5.5).
     *
     * @param requestId 1 to 65535
     * @param protocolStatus how it ended
     * @param buffer {@link #FIXED_RECORD_LENGTH} bytes of space, big-endian; its position moves on by that
     */
    public static void endRequest(int requestId, ProtocolStatus protocolStatus, ByteBuffer buffer) {
        new RecordHeader(RecordType.END_REQUEST, requestId, 8).encode(buffer);
        buffer.putInt(0); // appStatus: every front end ignores it, so ours is always 0
        buffer.putInt(protocolStatus.code() << 24);
    }

    /**
     * UNKNOWN_TYPE: the answer to a management record whose type we do not know (section 4.2).
     *
     * @param typeCode 0 to 255, as it came
     * @param buffer {@link #FIXED_RECORD_LENGTH} bytes of space, big-endian; its position moves on by that
     */
    public static void unknownType(int typeCode, ByteBuffer buffer) {
        new RecordHeader(RecordType.UNKNOWN_TYPE, RecordHeader.MANAGEMENT_ID, 8).encode(buffer);
        buffer.putLong((long) typeCode << 56);
    }

    /**
     * GET_VALUES_RESULT: what we are able to do (section 4.1).
     *
     * @param values names and values, US-ASCII, together at most 65535 bytes when encoded
     * @return the whole record, ready to be read
     */
    public static ByteBuffer getValuesResult(Map<String, String> values) {
        int contentLength = 0;
        for (Map.Entry<String, String> entry : values.entrySet()) {
            contentLength += NameValuePairs.encodedLength(
                    entry.getKey().length(), entry.getValue().length());
        }
        ByteBuffer buffer = ByteBuffer.allocate(RecordHeader.LENGTH + contentLength);
        new RecordHeader(RecordType.GET_VALUES_RESULT, RecordHeader.MANAGEMENT_ID, contentLength).encode(buffer);
        values.forEach((name, value) -> NameValuePairs.encode(
                name.getBytes(StandardCharsets.US_ASCII), value.getBytes(StandardCharsets.US_ASCII), buffer));
        return buffer.flip();
    }
}
