// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.testkit;

/**
 * One record that the application sent.
 *
 * @param number its place on the connection, from 1
 * @param type see {@link RecordTypes}
 * @param id the request id, 0 for a management record
 * @param content without padding
 * @param paddingLength the octets of padding that followed
 */
public record WireRecord(int number, int type, int id, byte[] content, int paddingLength) {
    /** The content's octets as text. */
    public String text() {
        return Octets.text(content);
    }

    /** Like {@code #3 1 STDOUT 40+0}: number, request id, type, content length, padding length. */
    @Override
    public String toString() {
        return "#%d %d %s %d+%d".formatted(number, id, RecordTypes.name(type), content.length, paddingLength);
    }

    AssertionError violation(String what) {
        return new AssertionError("record " + this + ": " + what);
    }

    /** Requires eight octets of which those from {@code reservedFrom} on are zero. */
    void requireEightOctets(int reservedFrom) {
        if (content.length != 8) {
            throw violation("content of %d octets, expected 8".formatted(content.length));
        }
        for (int i = reservedFrom; i < 8; i++) {
            if (content[i] != 0) {
                throw violation("reserved octet %d is %d, expected 0".formatted(i, content[i] & 0xFF));
            }
        }
    }
}
