// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The target of a request, from REQUEST_URI (RFC 9112, section 3.2).
 *
 * @param authority of an absolute-form, which counts more than Host; null if the target has none
 * @param originForm path and query with their encoding intact, or {@code *}
 */
record RequestTarget(String authority, String originForm) {
    /** Decodes an origin-form, {@code *}, or the absolute-form that Apache and H2O pass on as it came. */
    static RequestTarget parse(String requestUri) throws BadRequestException {
        String target = utf8(requestUri);
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c == 0x7F) {
                throw new BadRequestException(
                        "REQUEST_URI has the character " + (int) c + " at position " + i + ", which must be encoded.");
            }
        }
        if (target.startsWith("/") || target.equals("*")) {
            return new RequestTarget(null, target);
        }
        int schemeEnd = target.indexOf("://");
        if (schemeEnd < 0 || !isScheme(target.substring(0, schemeEnd))) {
            throw new BadRequestException("REQUEST_URI \"" + target + "\" begins neither with / nor with a scheme.");
        }
        int authorityStart = schemeEnd + 3;
        int authorityEnd = authorityStart;
        while (authorityEnd < target.length() && "/?#".indexOf(target.charAt(authorityEnd)) < 0) {
            authorityEnd++;
        }
        String rest = target.substring(authorityEnd);
        return new RequestTarget(
                target.substring(authorityStart, authorityEnd), rest.startsWith("/") ? rest : "/" + rest);
    }

    /** RFC 3986, section 3.1; what has another character before {@code ://} has it in its path or query. */
    private static boolean isScheme(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
            boolean later = c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.';
            if (!letter && (i == 0 || !later)) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Octets that a client left unencoded are UTF-8 in practice; if not, each stays one character. */
    private static String utf8(String octets) {
        for (int i = 0; i < octets.length(); i++) {
            if (octets.charAt(i) >= 0x80) {
                try {
                    return StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)))
                            .toString();
                } catch (CharacterCodingException e) {
                    return octets;
                }
            }
        }
        return octets;
    }
}
