// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import java.util.Locale;
import java.util.Set;

/**
 * The name of a client's header field, and what becomes of the field.
 *
 * @param text as HTTP writes it: {@code Accept-Language}
 * @param treatment of its values
 */
record FieldName(String text, Treatment treatment) {
    /** What becomes of a field. */
    enum Treatment {
        /** Every value is kept. */
        LIST,
        /** A request has at most one. */
        SINGLE_VALUED,
        /** An empty one is left by a rewrite rule that sets the variable whether there is a value or not. */
        AUTHORIZATION,
        HOST,
        COOKIE,
        /** Dropped in favour of CONTENT_TYPE. */
        CONTENT_TYPE,
        DROPPED
    }

    /** Framing and hop-by-hop fields are the front end's business; {@code Proxy} is an attack (httpoxy). */
    private static final Set<String> DROPPED = Set.of(
            "connection",
            "content-length",
            "expect",
            "http2-settings",
            "keep-alive",
            "proxy",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** A request has at most one of each (RFC 9110): two different ones are an attempt to confuse somebody. */
    private static final Set<String> SINGLE_VALUED = Set.of(
            "from",
            "if-modified-since",
            "if-range",
            "if-unmodified-since",
            "max-forwards",
            "origin",
            "proxy-authorization",
            "range",
            "referer",
            "user-agent");

    /**
     * The field that a variable stands for.
     *
     * @param variable without {@code HTTP_}
     * @throws BadRequestException if CR, LF or NUL is in it
     */
    static FieldName of(String variable) throws BadRequestException {
        HeaderFields.checkOctets("The name of a header field", variable);
        String text = text(variable);
        return new FieldName(text, treatment(text));
    }

    private static Treatment treatment(String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        if (!HeaderFields.isToken(name) || DROPPED.contains(lowerCase)) {
            return Treatment.DROPPED;
        }
        return switch (lowerCase) {
            case "authorization" -> Treatment.AUTHORIZATION;
            case "content-type" -> Treatment.CONTENT_TYPE;
            case "cookie" -> Treatment.COOKIE;
            case "host" -> Treatment.HOST;
            default -> SINGLE_VALUED.contains(lowerCase) ? Treatment.SINGLE_VALUED : Treatment.LIST;
        };
    }

    /** {@code ACCEPT_LANGUAGE} to {@code Accept-Language}. */
    private static String text(String variable) {
        char[] name = variable.toCharArray();
        boolean first = true;
        for (int i = 0; i < name.length; i++) {
            char c = name[i];
            if (c == '_' || c == '-') {
                name[i] = '-';
                first = true;
            } else {
                name[i] = first ? Character.toUpperCase(c) : Character.toLowerCase(c);
                first = false;
            }
        }
        return new String(name);
    }

    /** Whether the same value comes in many requests and is no secret, so that it is worth while to keep it. */
    boolean isValueKept() {
        return switch (treatment) {
            case LIST, HOST -> true;
            case SINGLE_VALUED -> text.equals("User-Agent") || text.equals("Referer") || text.equals("Origin");
            case AUTHORIZATION, COOKIE, CONTENT_TYPE, DROPPED -> false;
        };
    }
}
