// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

/** Undoes what Apache httpd and Caddy do to a client that sends several Cookie fields: they join them by a comma. */
final class Cookies {
    private Cookies() {}

    /**
     * The cookies with semicolons between them.
     *
     * <p>{@code a=1; b=2, c=3} becomes {@code a=1; b=2; c=3}. RFC 6265, section 4.1.1, allows neither a comma nor a space
     * in a value, so a comma and a space before a {@code name=} can only be a joint; one within quotes is left alone.
     */
    static String separated(String value) {
        int comma = value.indexOf(", ");
        if (comma < 0) {
            return value;
        }
        StringBuilder cookies = new StringBuilder(value);
        boolean quoted = false;
        for (int i = 0; i < cookies.length(); i++) {
            char c = cookies.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted && startsCookie(cookies, i + 1)) {
                cookies.setCharAt(i, ';');
            }
        }
        return cookies.toString();
    }

    private static boolean startsCookie(CharSequence cookies, int space) {
        if (space >= cookies.length() || cookies.charAt(space) != ' ') {
            return false;
        }
        int i = space + 1;
        while (i < cookies.length() && isTokenCharacter(cookies.charAt(i))) {
            i++;
        }
        return i > space + 1 && i < cookies.length() && cookies.charAt(i) == '=';
    }

    private static boolean isTokenCharacter(char c) {
        return c > ' ' && c < 0x7F && "()<>@,;:\\\"/[]?={}".indexOf(c) < 0;
    }
}
