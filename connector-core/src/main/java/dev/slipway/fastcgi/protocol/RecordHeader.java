// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.protocol;

import java.nio.ByteBuffer;

/**
 * The eight bytes before each record's content (FastCGI 1.0, section 3.3).
 *
 * <pre>
 * | version | type | requestId | contentLength | paddingLength | reserved |
 *    1         1       2            2                1              1
 * </pre>
 *
 * @param version 0 to 255; only 1 is FastCGI 1.0
 * @param typeCode 0 to 255, kept as it came so that an unknown one can be reported
 * @param requestId 0 to 65535; 0 is management
 * @param contentLength 0 to 65535, bytes
 * @param paddingLength 0 to 255, bytes
 */
public record RecordHeader(int version, int typeCode, int requestId, int contentLength, int paddingLength) {
    /** The length of an encoded header, in bytes. */
    public static final int LENGTH = 8;

    /** The only version there is. */
    public static final int VERSION_1 = 1;

    /** The request id of management records. */
    public static final int MANAGEMENT_ID = 0;

    /** The most content that one record can carry, in bytes. */
    public static final int MAX_CONTENT_LENGTH = 0xFFFF;

    /**
     * A header for a record of ours, without padding.
     *
     * @param type the type of the record
     * @param requestId 0 to 65535
     * @param contentLength 0 to 65535, bytes
     */
    public RecordHeader(RecordType type, int requestId, int contentLength) {
        this(VERSION_1, type.code(), requestId, contentLength, 0);
    }

    /**
     * Decodes the next eight bytes.
     *
     * @param buffer at least {@link #LENGTH} bytes remaining, big-endian; its position moves on by that
     * @return the header, its values not yet checked
     */
    public static RecordHeader decode(ByteBuffer buffer) {
        int version = buffer.get() & 0xFF;
        int typeCode = buffer.get() & 0xFF;
        int requestId = buffer.getShort() & 0xFFFF;
        int contentLength = buffer.getShort() & 0xFFFF;
        int paddingLength = buffer.get() & 0xFF;
        buffer.get(); // reserved: ignored when received
        return new RecordHeader(version, typeCode, requestId, contentLength, paddingLength);
    }

    /**
     * Encodes this header; the reserved byte is zero.
     *
     * @param buffer at least {@link #LENGTH} bytes of space, big-endian; its position moves on by that
     */
    public void encode(ByteBuffer buffer) {
        buffer.put((byte) version)
                .put((byte) typeCode)
                .putShort((short) requestId)
                .putShort((short) contentLength)
                .put((byte) paddingLength)
                .put((byte) 0);
    }

    /**
     * What kind of record follows.
     *
     * @return the type, {@link RecordType#UNRECOGNIZED} if the specification has none
     */
    public RecordType type() {
        return RecordType.of(typeCode);
    }
}
