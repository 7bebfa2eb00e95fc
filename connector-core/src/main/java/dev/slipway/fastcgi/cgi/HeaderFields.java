// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The client's header fields, from {@code HTTP_*} variables: which are kept, and what becomes of duplicates.
 *
 * <p>Not safe for several threads at once.
 */
final class HeaderFields {
    /** Framing and hop-by-hop fields are the front end's business; {@code Proxy} is an attack (httpoxy). */
    private static final Set<String> DROPPED = Set.of(
            "connection",
            "content-length",
            "content-type",
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
            "authorization",
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

    private final List<HeaderField> fields = new ArrayList<>(16);
    private String host;
    private boolean hadContentType;
    /** Joined only at the end: a client chooses how many there are. Null if there are none. */
    private StringBuilder cookies;

    private int cookiePlace;

    /** Adds a field by the name of its variable without {@code HTTP_}. */
    void add(String variable, String value) throws BadRequestException {
        checkOctets("The name of a header field", variable);
        String name = fieldName(variable);
        checkOctets(name, value);
        String lowerCase = name.toLowerCase(Locale.ROOT);
        hadContentType |= lowerCase.equals("content-type");
        if (!isToken(name) || DROPPED.contains(lowerCase)) {
            return;
        }
        if (value.isEmpty() && lowerCase.equals("authorization")) {
            return; // left by a rewrite rule that sets the variable whether there is a value or not
        }
        if (lowerCase.equals("host")) {
            setHost(value);
        } else if (lowerCase.equals("cookie")) {
            addCookies(name, Cookies.separated(value));
        } else {
            if (SINGLE_VALUED.contains(lowerCase)) {
                int previous = indexOf(name);
                if (previous >= 0) {
                    if (!fields.get(previous).value().equals(value)) {
                        throw new BadRequestException("The header field " + name + " has two different values.");
                    }
                    return;
                }
            }
            fields.add(new HeaderField(name, value));
        }
    }

    /** A second Host is an override configured in the web server (nginx), so the last one is right. */
    private void setHost(String value) {
        if (!value.isEmpty()) {
            host = value;
        }
    }

    /** RFC 9112, section 3.2.2: what an absolute-form says counts in the place of the Host field. */
    void replaceHost(String authority) {
        host = authority;
    }

    /** RFC 9113, section 8.2.3: several Cookie fields are one, joined by a semicolon, in the place of the first. */
    private void addCookies(String name, String value) {
        if (cookies == null) {
            cookies = new StringBuilder(value);
            cookiePlace = fields.size();
            fields.add(new HeaderField(name, value));
        } else {
            cookies.append("; ").append(value);
        }
    }

    /** Adds a field unless there is one of the name. */
    void addIfAbsent(String name, String value) {
        if (value != null && indexOf(name) < 0) {
            fields.add(new HeaderField(name, value));
        }
    }

    private int indexOf(String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the web server passed the client's Content-Type on as a field too, which is dropped here. */
    boolean hadContentType() {
        return hadContentType;
    }

    /** The Host field's value; null if there is none. */
    String host() {
        return host;
    }

    /** All fields, Host first. */
    List<HeaderField> toList() {
        if (cookies != null) {
            fields.set(cookiePlace, new HeaderField(fields.get(cookiePlace).name(), cookies.toString()));
        }
        if (host != null) {
            fields.add(0, new HeaderField("Host", host));
        }
        return List.copyOf(fields);
    }

    /** {@code ACCEPT_LANGUAGE} to {@code Accept-Language}. */
    private static String fieldName(String variable) {
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

    /** CR, LF and NUL end or split things elsewhere, so no value that has one gets anywhere. */
    static void checkOctets(String name, String value) throws BadRequestException {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\r' || c == '\n' || c == 0) {
                throw new BadRequestException(
                        name + " has the control character " + (int) c + " at position " + i + ".");
            }
        }
    }

    /** RFC 9110, section 5.6.2. */
    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean alphanumeric = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
            if (!alphanumeric && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
