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
    REMOTE_ADDR(Kind.REPEATED),
    REMOTE_USER,
    REQUEST_METHOD(Kind.REPEATED),
    SERVER_NAME(Kind.REPEATED),
    SERVER_PORT(Kind.REPEATED),
    SERVER_PROTOCOL(Kind.REPEATED),

    // not in RFC 3875, but sent by web servers
    HTTPS(Kind.REPEATED),
    /** IIS's name for SERVER_ADDR. */
    LOCAL_ADDR(Kind.REPEATED),
    REMOTE_PORT,
    REQUEST_SCHEME(Kind.REPEATED),
    REQUEST_URI,
    SERVER_ADDR(Kind.REPEATED),
    SERVER_SOFTWARE(Kind.REPEATED),
    SSL_CIPHER(Kind.REPEATED),
    SSL_CIPHER_USEKEYSIZE(Kind.REPEATED),
    SSL_CLIENT_CERT(Kind.SEVERAL_LINES),
    SSL_CLIENT_VERIFY(Kind.REPEATED),
    SSL_PROTOCOL(Kind.REPEATED),
    SSL_SESSION_ID,

    /** IIS: where its metabase has the application, as in {@code /LM/W3SVC/1/ROOT/app}. */
    APPL_MD_PATH(Kind.REPEATED),

    /** IIS's name for SSL_CIPHER_USEKEYSIZE. */
    HTTPS_KEYSIZE(Kind.REPEATED),

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

    private enum Kind {
        PLAIN,
        /** The same in many requests, and no secret. */
        REPEATED,
        /** Line breaks in it are no attempt to split something. */
        SEVERAL_LINES,
        /** A part of what a web server's rewrite rules made of the target. */
        REWRITTEN_TARGET
    }

    /** How many there are. */
    static final int COUNT = values().length;

    private static final Map<String, CgiVariable> BY_NAME = new HashMap<>();

    static {
        for (CgiVariable variable : values()) {
            BY_NAME.put(variable.name(), variable);
        }
    }

    private final Kind kind;

    CgiVariable() {
        this(Kind.PLAIN);
    }

    CgiVariable(Kind kind) {
        this.kind = kind;
    }

    /** Whether the same value comes in many requests and is no secret, so that it is worth while to keep it. */
    boolean isValueKept() {
        return kind == Kind.REPEATED;
    }

    /** Whether line breaks are no attempt to split something. */
    boolean isOfSeveralLines() {
        return kind == Kind.SEVERAL_LINES;
    }

    /** Whether it is a part of what a web server's rewrite rules made of the target. */
    boolean namesRewrittenTarget() {
        return kind == Kind.REWRITTEN_TARGET;
    }

    /** The variable of that name; null if it is none of these. */
    static CgiVariable named(String name) {
        return BY_NAME.get(name);
    }
}
