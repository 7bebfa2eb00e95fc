// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The client's header fields, from {@code HTTP_*} variables: which are kept, and what becomes of duplicates.
 *
 * <p>Not safe for several threads at once.
 */
final class HeaderFields {
    private static final int NONE = -1;

    private final List<HeaderField> fields = new ArrayList<>(16);
    private HeaderField host;
    private boolean hadContentType;
    /** Joined only at the end: a client chooses how many there are. Null if there are fewer than two. */
    private StringBuilder cookies;

    private int cookiePlace = NONE;

    /** A field whose value may go anywhere. */
    static HeaderField checked(FieldName name, String value) throws BadRequestException {
        checkOctets(name.text(), value);
        return new HeaderField(name.text(), value);
    }

    /** Adds a field that was {@link #checked}. */
    void add(FieldName name, HeaderField field) throws BadRequestException {
        switch (name.treatment()) {
            case LIST -> fields.add(field);
            case SINGLE_VALUED -> addSingle(field);
            case AUTHORIZATION -> {
                if (!field.value().isEmpty()) {
                    addSingle(field);
                }
            }
            case HOST -> setHost(field);
            case COOKIE -> addCookies(field);
            case CONTENT_TYPE -> hadContentType = true;
            case DROPPED -> {
                // not the application's
            }
        }
    }

    private void addSingle(HeaderField field) throws BadRequestException {
        int previous = indexOf(field.name());
        if (previous < 0) {
            fields.add(field);
        } else if (!fields.get(previous).value().equals(field.value())) {
            throw new BadRequestException("The header field " + field.name() + " has two different values.");
        }
    }

    /** A second Host is an override configured in the web server (nginx), so the last one is right. */
    private void setHost(HeaderField field) {
        if (!field.value().isEmpty()) {
            host = field;
        }
    }

    /** RFC 9112, section 3.2.2: what an absolute-form says counts in the place of the Host field. */
    void replaceHost(String authority) {
        host = new HeaderField("Host", authority);
    }

    /** RFC 9113, section 8.2.3: several Cookie fields are one, joined by a semicolon, in the place of the first. */
    private void addCookies(HeaderField field) {
        String separated = Cookies.separated(field.value());
        if (cookiePlace == NONE) {
            cookiePlace = fields.size();
            fields.add(separated.equals(field.value()) ? field : new HeaderField(field.name(), separated));
            return;
        }
        if (cookies == null) {
            cookies = new StringBuilder(fields.get(cookiePlace).value());
        }
        cookies.append("; ").append(separated);
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
        return host == null ? null : host.value();
    }

    /** All fields, Host first; nothing may be added afterwards. */
    List<HeaderField> toList() {
        if (cookies != null) {
            fields.set(cookiePlace, new HeaderField(fields.get(cookiePlace).name(), cookies.toString()));
        }
        if (host != null) {
            fields.add(0, host);
        }
        return Collections.unmodifiableList(fields);
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
