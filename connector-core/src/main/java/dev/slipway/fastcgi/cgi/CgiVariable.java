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
    SERVER_SOFTWARE,
    SSL_CIPHER,
    SSL_CIPHER_USEKEYSIZE,
    SSL_CLIENT_CERT(Kind.OF_SEVERAL_LINES),
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
    REDIRECT_HTTP_AUTHORIZATION,

    // decoded, normalized or rewritten: only for those who ask for it by a TargetSource
    DOCUMENT_URI(Kind.REWRITTEN_TARGET),
    PATH_INFO(Kind.REWRITTEN_TARGET),
    QUERY_STRING(Kind.REWRITTEN_TARGET),
    REDIRECT_URI(Kind.REWRITTEN_TARGET),
    SCRIPT_NAME(Kind.REWRITTEN_TARGET),
    UNENCODED_URL(Kind.REWRITTEN_TARGET);

    private static final Map<String, CgiVariable> BY_NAME = new HashMap<>();

    private enum Kind {
        ORDINARY,
        OF_SEVERAL_LINES,
        REWRITTEN_TARGET
    }

    private final Kind kind;

    CgiVariable() {
        this(Kind.ORDINARY);
    }

    CgiVariable(Kind kind) {
        this.kind = kind;
    }

    static {
        for (CgiVariable variable : values()) {
            BY_NAME.put(variable.name(), variable);
        }
    }

    /** Whether it is a part of what a web server's rewrite rules made of the target. */
    boolean namesRewrittenTarget() {
        return kind == Kind.REWRITTEN_TARGET;
    }

    /** Whether line breaks are no attempt to split something. */
    boolean isOfSeveralLines() {
        return kind == Kind.OF_SEVERAL_LINES;
    }

    /** The variable of that name; null if it is none of these. */
    static CgiVariable named(String name) {
        return BY_NAME.get(name);
    }
}
