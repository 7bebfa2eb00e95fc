// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which variables name the resource that is asked for.
 *
 * <p>REQUEST_URI is what the client wrote, on every web server. The others are what the web server made of it by its
 * rewrite rules, for those who want the application to see that: each is one web server's, and where it is decoded, the
 * difference between {@code /} and {@code %2F} is gone.
 */
public enum TargetSource {
    /** What the client wrote; HAProxy's {@code set-path} changes it. */
    REQUEST_URI("REQUEST_URI"),

    /** IIS: what the client wrote, when URL Rewrite hands it on; REQUEST_URI if it does not. */
    UNENCODED_URL("UNENCODED_URL", CgiVariable.UNENCODED_URL),

    /** lighttpd: path and query after {@code url.rewrite}, encoded; REQUEST_URI if nothing was rewritten. */
    REDIRECT_URI("REDIRECT_URI", CgiVariable.REDIRECT_URI),

    /** nginx: the path after {@code rewrite}, decoded and normalized, with QUERY_STRING. */
    DOCUMENT_URI("DOCUMENT_URI", CgiVariable.DOCUMENT_URI, CgiVariable.QUERY_STRING),

    /**
     * Apache httpd with {@code SetHandler}, H2O, Caddy: the path after rewriting, decoded and cut in two, with QUERY_STRING.
     * Behind httpd's {@code ProxyPass} it is still the client's.
     */
    SCRIPT_NAME_AND_PATH_INFO(
            "SCRIPT_NAME+PATH_INFO", CgiVariable.SCRIPT_NAME, CgiVariable.PATH_INFO, CgiVariable.QUERY_STRING);

    private final String text;
    private final Set<CgiVariable> variables = EnumSet.noneOf(CgiVariable.class);

    TargetSource(String text, CgiVariable... variables) {
        this.text = text;
        this.variables.addAll(Arrays.asList(variables));
    }

    /**
     * The source of that name.
     *
     * @param text the names of its variables: {@code REQUEST_URI} or {@code SCRIPT_NAME+PATH_INFO}
     * @return the source
     * @throws IllegalArgumentException if there is none; the message lists them
     */
    public static TargetSource parse(String text) {
        for (TargetSource source : values()) {
            if (source.text.equals(text)) {
                return source;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is not a source of request targets; write one of "
                + Arrays.stream(values()).map(TargetSource::toString).collect(Collectors.joining(", ")));
    }

    /** Whether this variable counts. One that does not is not looked at, so it cannot be wrong either. */
    boolean uses(CgiVariable variable) {
        return !variable.namesRewrittenTarget() || variables.contains(variable);
    }

    /** The names of its variables, as {@link #parse} reads them. */
    @Override
    public String toString() {
        return text;
    }
}
