// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The target of a request (RFC 9112, section 3.2): the client's from REQUEST_URI, or what a rewrite rule made of it.
 *
 * @param authority of an absolute-form, which counts more than Host; null if the target has none
 * @param originForm path and query with their encoding intact, or {@code *}
 */
record RequestTarget(String authority, String originForm) {
    /** The target by the variables of this source; the client's own authority counts with any of them. */
    static RequestTarget from(CgiVariables variables, TargetSource source) throws BadRequestException {
        RequestTarget rewritten = switch (source) {
            case REQUEST_URI -> null;
            case UNENCODED_URL -> encoded(variables, CgiVariable.UNENCODED_URL);
            case REDIRECT_URI -> encoded(variables, CgiVariable.REDIRECT_URI);
            case DOCUMENT_URI -> documentUri(variables);
            case SCRIPT_NAME_AND_PATH_INFO -> scriptNameAndPathInfo(variables);
        };
        if (rewritten == null) {
            return parse(
                    CgiVariable.REQUEST_URI.name(),
                    variables.require(
                            CgiVariable.REQUEST_URI,
                            "the web server has to send the target of the request as the client wrote it."));
        }
        RequestTarget requested = encoded(variables, CgiVariable.REQUEST_URI);
        return requested == null ? rewritten : new RequestTarget(requested.authority(), rewritten.originForm());
    }

    /** What a variable has in its encoded form; null if there is no such variable: nothing was rewritten. */
    private static RequestTarget encoded(CgiVariables variables, CgiVariable variable) throws BadRequestException {
        String value = variables.get(variable);
        return value == null ? null : parse(variable.name(), value);
    }

    private static RequestTarget documentUri(CgiVariables variables) throws BadRequestException {
        return decoded(
                CgiVariable.DOCUMENT_URI.name(),
                variables.require(
                        CgiVariable.DOCUMENT_URI, "requestTarget is set to it (nginx: include fastcgi_params)."),
                variables);
    }

    /** The cut between the two depends on the web server's files, so only both together mean something. */
    private static RequestTarget scriptNameAndPathInfo(CgiVariables variables) throws BadRequestException {
        String scriptName = variables.get(CgiVariable.SCRIPT_NAME);
        String pathInfo = variables.get(CgiVariable.PATH_INFO);
        if (scriptName == null && pathInfo == null) {
            throw new BadRequestException(
                    "The variables SCRIPT_NAME and PATH_INFO are missing: requestTarget is set to them.");
        }
        return decoded(
                TargetSource.SCRIPT_NAME_AND_PATH_INFO.toString(),
                (scriptName == null ? "" : scriptName) + (pathInfo == null ? "" : pathInfo),
                variables);
    }

    /** QUERY_STRING cannot tell whether an empty query had its question mark. */
    private static RequestTarget decoded(String source, String path, CgiVariables variables)
            throws BadRequestException {
        if (!path.startsWith("/")) {
            throw new BadRequestException(source + " \"" + path + "\" does not begin with /.");
        }
        String query = variables.get(CgiVariable.QUERY_STRING);
        return parse(source, encode(source, path) + (query == null ? "" : "?" + query));
    }

    /** RFC 3986, section 3.3. Semicolons stay: session ids behind them must still be found. */
    private static String encode(String source, String path) throws BadRequestException {
        StringBuilder encoded = new StringBuilder(path.length() + 16);
        for (int i = 0; i < path.length(); i++) {
            char octet = path.charAt(i);
            if (octet < ' ' || octet == 0x7F) {
                throw new BadRequestException(
                        source + " has the control character " + (int) octet + " at position " + i + ".");
            }
            boolean alphanumeric =
                    octet >= 'a' && octet <= 'z' || octet >= 'A' && octet <= 'Z' || octet >= '0' && octet <= '9';
            if (alphanumeric || "/-._~!$&'()*+,;=:@".indexOf(octet) >= 0) {
                encoded.append(octet);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit(octet >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(octet & 15, 16)));
            }
        }
        return encoded.toString();
    }

    /**
     * Decodes an origin-form, {@code *}, or the absolute-form that Apache and H2O pass on as it came.
     *
     * @param variable what it came from, for messages
     */
    static RequestTarget parse(String variable, String value) throws BadRequestException {
        String target = utf8(value);
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c == 0x7F) {
                throw new BadRequestException(
                        variable + " has the character " + (int) c + " at position " + i + ", which must be encoded.");
            }
        }
        if (target.startsWith("/") || target.equals("*")) {
            return new RequestTarget(null, target);
        }
        int schemeEnd = target.indexOf("://");
        if (schemeEnd < 0 || !isScheme(target.substring(0, schemeEnd))) {
            throw new BadRequestException(variable + " \"" + target + "\" begins neither with / nor with a scheme.");
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
