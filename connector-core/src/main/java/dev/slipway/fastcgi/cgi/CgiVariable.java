// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import java.util.HashMap;
import java.util.Map;

/** The variables that say something about the request, {@code HTTP_*} aside; what else a web server sends is not looked at. */
enum CgiVariable {
    // RFC 3875, section 4.1
    CONTENT_LENGTH,
    CONTENT_TYPE,
    REMOTE_ADDR,
    REQUEST_METHOD,
    SERVER_NAME,
    SERVER_PORT,
    SERVER_PROTOCOL,

    // not in RFC 3875, but sent by web servers
    HTTPS,
    /** IIS's name for SERVER_ADDR. */
    LOCAL_ADDR,
    REMOTE_PORT,
    REQUEST_SCHEME,
    REQUEST_URI,
    SERVER_ADDR,
    SSL_CIPHER,
    SSL_SESSION_ID,

    /** Apache's name for it after an internal redirect. */
    REDIRECT_HTTP_AUTHORIZATION;

    private static final Map<String, CgiVariable> BY_NAME = new HashMap<>();

    static {
        for (CgiVariable variable : values()) {
            BY_NAME.put(variable.name(), variable);
        }
    }

    /** The variable of that name; null if it is none of these. */
    static CgiVariable named(String name) {
        return BY_NAME.get(name);
    }
}
