// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.conformance;

import dev.slipway.fastcgi.testkit.RecordTypes;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A record as it came, with the octets that do not matter to a front end. */
record Received(int version, int type, int id, byte[] content, byte[] padding, int reserved) {
    private static final int HEADER = 8;

    /**
     * Takes the next record if it is here as a whole.
     *
     * <pre>
     * version (1) type (1) requestId (2) contentLength (2) paddingLength (1) reserved (1) content padding
     * </pre>
     */
    static Optional<Received> takeFrom(ByteBuffer in) {
        if (in.remaining() < HEADER) {
            return Optional.empty();
        }
        int start = in.position();
        int contentLength = in.getShort(start + 4) & 0xFFFF;
        int paddingLength = in.get(start + 6) & 0xFF;
        if (in.remaining() < HEADER + contentLength + paddingLength) {
            return Optional.empty();
        }
        byte[] content = new byte[contentLength];
        byte[] padding = new byte[paddingLength];
        in.position(start + HEADER).get(content).get(padding);
        return Optional.of(new Received(
                in.get(start) & 0xFF,
                in.get(start + 1) & 0xFF,
                in.getShort(start + 2) & 0xFFFF,
                content,
                padding,
                in.get(start + 7) & 0xFF));
    }

    boolean is(int expectedType, int expectedId) {
        return type == expectedType && id == expectedId;
    }

    @Override
    public String toString() {
        return "%d %s %d+%d".formatted(id, RecordTypes.name(type), content.length, padding.length);
    }
}
