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
    REMOTE_PORT,
    REQUEST_SCHEME,
    REQUEST_URI,
    SERVER_ADDR,
    SERVER_SOFTWARE,
    SSL_CIPHER,
    SSL_SESSION_ID,

    /** Apache's name for it after an internal redirect. */
    REDIRECT_HTTP_AUTHORIZATION,

    // decoded, normalized or rewritten: only for those who ask for it by a TargetSource
    DOCUMENT_URI(true),
    PATH_INFO(true),
    QUERY_STRING(true),
    REDIRECT_URI(true),
    SCRIPT_NAME(true),
    UNENCODED_URL(true);

    private static final Map<String, CgiVariable> BY_NAME = new HashMap<>();

    private final boolean namesRewrittenTarget;

    CgiVariable() {
        this(false);
    }

    CgiVariable(boolean namesRewrittenTarget) {
        this.namesRewrittenTarget = namesRewrittenTarget;
    }

    static {
        for (CgiVariable variable : values()) {
            BY_NAME.put(variable.name(), variable);
        }
    }

    /** Whether it is a part of what a web server's rewrite rules made of the target. */
    boolean namesRewrittenTarget() {
        return namesRewrittenTarget;
    }

    /** The variable of that name; null if it is none of these. */
    static CgiVariable named(String name) {
        return BY_NAME.get(name);
    }
}
