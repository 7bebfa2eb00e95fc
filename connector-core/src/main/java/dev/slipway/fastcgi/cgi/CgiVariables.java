// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import dev.slipway.fastcgi.request.Params;
import java.util.HashMap;
import java.util.Map;

/**
 * The variables of one request by name, the {@code HTTP_*} ones set apart: only they are the client's to choose.
 *
 * <p>Not safe for several threads at once.
 */
final class CgiVariables {
    // RFC 3875, section 4.1
    static final String CONTENT_LENGTH = "CONTENT_LENGTH";
    static final String CONTENT_TYPE = "CONTENT_TYPE";
    static final String REMOTE_ADDR = "REMOTE_ADDR";
    static final String REQUEST_METHOD = "REQUEST_METHOD";
    static final String SERVER_NAME = "SERVER_NAME";
    static final String SERVER_PORT = "SERVER_PORT";
    static final String SERVER_PROTOCOL = "SERVER_PROTOCOL";

    // not in RFC 3875, but sent by web servers
    static final String HTTPS = "HTTPS";
    static final String REMOTE_PORT = "REMOTE_PORT";
    static final String REQUEST_SCHEME = "REQUEST_SCHEME";
    static final String REQUEST_URI = "REQUEST_URI";
    static final String SERVER_ADDR = "SERVER_ADDR";

    /** Apache's name for it after an internal redirect. */
    static final String REDIRECT_HTTP_AUTHORIZATION = "REDIRECT_HTTP_AUTHORIZATION";

    private static final String HEADER_PREFIX = "HTTP_";

    private final Map<String, String> variables = new HashMap<>();
    private final HeaderFields headerFields = new HeaderFields();

    private CgiVariables() {}

    static CgiVariables of(Params params) throws BadRequestException {
        CgiVariables sorted = new CgiVariables();
        for (int i = 0; i < params.size(); i++) {
            String name = params.name(i);
            String value = params.value(i);
            if (name.startsWith(HEADER_PREFIX)) {
                sorted.headerFields.add(name.substring(HEADER_PREFIX.length()), value);
            } else {
                String previous = sorted.variables.putIfAbsent(name, value);
                if (previous != null && !previous.equals(value)) {
                    throw new BadRequestException("The variable " + name + " has two different values.");
                }
            }
        }
        return sorted;
    }

    HeaderFields headerFields() {
        return headerFields;
    }

    /** The value; null if it is absent or empty, which mean the same. */
    String get(String name) throws BadRequestException {
        String value = variables.get(name);
        if (value == null || value.isEmpty()) {
            return null;
        }
        HeaderFields.checkOctets(name, value);
        return value;
    }

    /** The value, or what the request cannot do without it. */
    String require(String name, String advice) throws BadRequestException {
        String value = get(name);
        if (value == null) {
            throw new BadRequestException("The variable " + name + " is missing: " + advice);
        }
        return value;
    }
}
