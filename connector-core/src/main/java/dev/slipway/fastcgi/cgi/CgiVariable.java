// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import java.util.HashMap;
import java.util.Map;

/** The variables that say something about the request, {@code HTTP_*} aside; what else a web server sends is not looked at. */
enum CgiVariable {
    // RFC 3875, section 4.1
    AUTH_TYPE,
    CONTENT_LENGTH,
    CONTENT_TYPE,
    REMOTE_ADDR,
    REMOTE_USER,
    REQUEST_METHOD,
    SERVER_NAME,
    SERVER_PORT,
    SERVER_PROTOCOL,

    // not in RFC 3875, but sent by web servers
    HTTPS,
    REMOTE_PORT,
    REQUEST_SCHEME,
    REQUEST_URI,
    SERVER_ADDR,
    SSL_CIPHER,
    SSL_CIPHER_USEKEYSIZE,
    SSL_CLIENT_CERT(true),
    SSL_CLIENT_VERIFY,
    SSL_PROTOCOL,
    SSL_SESSION_ID,

    /** IIS's name for SSL_CIPHER_USEKEYSIZE. */
    HTTPS_KEYSIZE,

    // what AJP has no place for in its own format, and passes under these names
    AJP_LOCAL_ADDR,
    AJP_REMOTE_PORT,
    AJP_SSL_PROTOCOL,

    /** Apache's name for it after an internal redirect. */
    REDIRECT_HTTP_AUTHORIZATION;

    private static final Map<String, CgiVariable> BY_NAME = new HashMap<>();

    static {
        for (CgiVariable variable : values()) {
            BY_NAME.put(variable.name(), variable);
        }
    }

    private final boolean ofSeveralLines;

    CgiVariable() {
        this(false);
    }

    CgiVariable(boolean ofSeveralLines) {
        this.ofSeveralLines = ofSeveralLines;
    }

    /** Whether line breaks are no attempt to split something. */
    boolean isOfSeveralLines() {
        return ofSeveralLines;
    }

    /** The variable of that name; null if it is none of these. */
    static CgiVariable named(String name) {
        return BY_NAME.get(name);
    }
}
