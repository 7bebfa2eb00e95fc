// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty.identity;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the roles of a user come from that the web server has named.
 *
 * @param container whether a {@code LoginService} of Jetty's is asked
 * @param variable the variable that has them; null if none has
 */
record Authorization(boolean container, String variable) {
    static final Authorization NONE = new Authorization(false, null);

    private static final String CONTAINER = "container";
    private static final String HEADER = "header:";

    /** Escapes a separator that belongs to a value, as Shibboleth does. */
    private static final char ESCAPE = '\\';

    /** Decodes {@code container} or {@code header:NAME}. */
    static Authorization parse(String text) {
        if (text.equals(CONTAINER)) {
            return new Authorization(true, null);
        }
        String variable = text.startsWith(HEADER) ? text.substring(HEADER.length()) : "";
        if (variable.isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' is neither " + CONTAINER + " nor " + HEADER
                    + "NAME, where NAME is a variable that the web server sets");
        }
        if (variable.startsWith("HTTP_")) {
            throw new IllegalArgumentException("'" + text
                    + "' would let clients choose their roles: variables that begin with HTTP_ are header fields of the"
                    + " request; have the web server set one of another name");
        }
        return new Authorization(false, variable);
    }

    /** The roles in the value of a variable; blanks around them do not count. */
    static List<String> roles(String value, String separator) {
        List<String> roles = new ArrayList<>();
        StringBuilder role = new StringBuilder();
        for (int i = 0; i <= value.length(); i++) {
            if (i == value.length() || value.startsWith(separator, i)) {
                if (!role.toString().isBlank()) {
                    roles.add(role.toString().strip());
                }
                role.setLength(0);
                i += separator.length() - 1;
            } else {
                if (value.charAt(i) == ESCAPE && value.startsWith(separator, i + 1)) {
                    i++;
                }
                role.append(value.charAt(i));
            }
        }
        return roles;
    }

    @Override
    public String toString() {
        return container ? CONTAINER : variable == null ? "none" : HEADER + variable;
    }
}
