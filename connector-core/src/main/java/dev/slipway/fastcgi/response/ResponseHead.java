// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.response;

import dev.slipway.fastcgi.protocol.RecordHeader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Status and header fields of one response, as the header block of a CGI document response (RFC 3875, section 6.3).
 *
 * <p>{@code Status} comes last unless {@link #statusFirst} is called: HAProxy 2.6 turns 201, 301 and 303 into 302 when
 * {@code Location} follows it. Fields that belong to a connection, or would end the block, never get into it.
 *
 * <p>Not safe for several threads at once.
 */
public final class ResponseHead {
    /** The most that a block may take: it must fit one record, since HAProxy 2.6 crashes when it gets it in two. */
    public static final int MAX_LENGTH = RecordHeader.MAX_CONTENT_LENGTH;

    /** Servers read these as framing, or add their own; RFC 9110, section 7.6.1. */
    private static final List<String> NOT_OURS_TO_SEND = List.of(
            "connection", "keep-alive", "proxy-connection", "status", "te", "trailer", "transfer-encoding", "upgrade");

    private static final int COLON_LENGTH = 2;
    private static final int LINE_END_LENGTH = 2;
    private static final int USUAL_LENGTH = 256;
    private static final String OK = "Status: 200 OK";

    /**
     * Names that were found to be tokens, and ours to send, by their hash: responses have the same few. Any thread may lose
     * another one's entry, which is then checked once more.
     */
    private static final String[] KNOWN_NAMES = new String[256];

    private static final int LONGEST_KNOWN_NAME = 64;

    private final int status;
    private final String statusLine;
    /** The fields as they go out, since to copy a string is several times cheaper than to put its characters. */
    private byte[] fields = new byte[USUAL_LENGTH];

    private int fieldsLength;
    private String longestName = "Status";
    private int longestValue;
    private boolean statusFirst;

    /**
     * A head without fields.
     *
     * @param status 200 to 999: front ends take a 1xx for the final answer
     * @param reasonPhrase not blank: H2O says {@code 404 OK} when there is none
     * @throws IllegalArgumentException if the status is out of range, or the phrase blank or with a control character
     */
    public ResponseHead(int status, String reasonPhrase) {
        if (status < 200 || status > 999) {
            throw new IllegalArgumentException("status " + status + ", expected 200 to 999");
        }
        if (reasonPhrase.isBlank()) {
            throw new IllegalArgumentException("status " + status + " without a reason phrase");
        }
        checkOctets("reason phrase", "", reasonPhrase);
        this.status = status;
        this.statusLine = status == 200 && reasonPhrase.equals("OK") ? OK : "Status: " + status + " " + reasonPhrase;
        this.longestValue = statusLine.length();
    }

    /**
     * The status code.
     *
     * @return 200 to 999
     */
    public int status() {
        return status;
    }

    /**
     * Says the status before all fields, as the response of an AUTHORIZER needs it: lighttpd 1.4 drops the fields that it
     * reads before it knows that the answer is a no.
     */
    public void statusFirst() {
        statusFirst = true;
    }

    /**
     * Adds a field, behind those of the same name; one that belongs to a connection is left out.
     *
     * @param name a token (RFC 9110, section 5.6.2)
     * @param value each character one octet; one above U+00FF becomes a question mark
     * @throws IllegalArgumentException if the name is not a token, or CR, LF or NUL is in the value
     */
    public void field(String name, String value) {
        boolean ours = isKnown(name) || isOurs(name);
        checkOctets("response header field ", name, value);
        if (!ours) {
            return;
        }
        int needed = fieldsLength + name.length() + COLON_LENGTH + value.length() + LINE_END_LENGTH;
        if (needed > fields.length) {
            fields = Arrays.copyOf(fields, Math.max(needed, 2 * fields.length));
        }
        append(name);
        append(':', ' ');
        append(value);
        append('\r', '\n');
        if (value.length() > longestValue) {
            longestName = name;
            longestValue = value.length();
        }
    }

    private void append(String text) {
        fieldsLength = put(text, fields, fieldsLength);
    }

    private void append(char one, char other) {
        fields[fieldsLength++] = (byte) one;
        fields[fieldsLength++] = (byte) other;
    }

    private static boolean isKnown(String name) {
        return name.equals(KNOWN_NAMES[name.hashCode() & KNOWN_NAMES.length - 1]);
    }

    /** Checks a name that is not known; false if the field is to be left out. */
    private static boolean isOurs(String name) {
        checkOctets("response header field name", "", name);
        checkToken(name);
        if (isNotOurs(name)) {
            return false;
        }
        if (name.length() <= LONGEST_KNOWN_NAME) {
            KNOWN_NAMES[name.hashCode() & KNOWN_NAMES.length - 1] = name;
        }
        return true;
    }

    private static boolean isNotOurs(String name) {
        for (int i = 0; i < NOT_OURS_TO_SEND.size(); i++) {
            if (NOT_OURS_TO_SEND.get(i).equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    /** A name that front ends read differently, {@code Transfer-Encoding } with a space, would get past the set above. */
    private static void checkToken(String name) {
        boolean token = !name.isEmpty();
        for (int i = 0; i < name.length() && token; i++) {
            char c = name.charAt(i);
            boolean alphanumeric = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
            token = alphanumeric || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
        }
        if (!token) {
            throw new IllegalArgumentException("response header field name \"" + name + "\" is not a token");
        }
    }

    private static void checkOctets(String what, String which, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r' || c == '\n' || c == 0) {
                throw new IllegalArgumentException(
                        what + which + " has the control character " + (int) c + " at position " + i);
            }
        }
    }

    /**
     * The length of the block, its empty line included.
     *
     * @return bytes; {@link #encode} refuses more than {@link #MAX_LENGTH}
     */
    public int length() {
        return fieldsLength + statusLine.length() + 2 * LINE_END_LENGTH;
    }

    /**
     * Encodes the block.
     *
     * @param buffer {@link #length()} bytes of space; its position moves on by that
     * @throws IllegalArgumentException if the block is longer than {@link #MAX_LENGTH}; the message names its longest field
     */
    void encode(ByteBuffer buffer) {
        checkLength();
        if (statusFirst) {
            putStatus(buffer);
        }
        buffer.put(fields, 0, fieldsLength);
        if (!statusFirst) {
            putStatus(buffer);
        }
        putLineEnd(buffer);
    }

    private void putStatus(ByteBuffer buffer) {
        byte[] line = new byte[statusLine.length()];
        put(statusLine, line, 0);
        buffer.put(line);
        putLineEnd(buffer);
    }

    private static void putLineEnd(ByteBuffer buffer) {
        buffer.put((byte) '\r').put((byte) '\n');
    }

    /**
     * Checks that the block fits one record.
     *
     * @throws IllegalArgumentException if it is longer than {@link #MAX_LENGTH}; the message names its longest field
     */
    public void checkLength() {
        if (length() <= MAX_LENGTH) {
            return;
        }
        throw new IllegalArgumentException("response header of " + length() + " bytes, expected at most " + MAX_LENGTH
                + "; its longest field is " + longestField());
    }

    /**
     * The name of the field with the longest value and how long that is: not the value, which may be secret.
     *
     * @return a text such as {@code Set-Cookie with 70000 bytes}
     */
    public String longestField() {
        return longestName + " with " + longestValue + " bytes";
    }

    /** Puts a text behind the others; returns where it ends. */
    @SuppressWarnings("deprecation") // what it is deprecated for is what is needed: the low octet of each character
    private static int put(String text, byte[] bytes, int begin) {
        int length = text.length();
        text.getBytes(0, length, bytes, begin);
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) > 0xFF) {
                bytes[begin + i] = '?';
            }
        }
        return begin + length;
    }
}
