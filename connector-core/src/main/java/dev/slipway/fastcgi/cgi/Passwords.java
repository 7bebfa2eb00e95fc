// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import java.util.Set;

/** The variables in which web servers pass passwords on in clear text: no application and no log gets them. */
final class Passwords {
    /** IIS's with Basic authentication, and Apache's for an authorizer. */
    private static final Set<String> NAMES = Set.of("AUTH_PASSWORD", "REMOTE_PASSWD");

    /** What Apache puts before the names of all variables at an internal redirect. */
    private static final String REDIRECT_PREFIX = "REDIRECT_";

    private Passwords() {}

    static boolean isPassword(String name) {
        int start = 0;
        while (name.startsWith(REDIRECT_PREFIX, start)) {
            start += REDIRECT_PREFIX.length();
        }
        return NAMES.contains(name.substring(start));
    }
}
