// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an AUTHORIZER that lets a request pass says to the application behind it: variables, which the web server takes from
 * {@code Variable-*} header fields of the response (FastCGI 1.0, section 6.3).
 *
 * <pre>{@code
 * new AuthorizerVariables(response).principal(request).roles("ROLES", request, "admin", "staff").variable("TEAM", team);
 * }</pre>
 *
 * <p>They count with status 200 alone. A name or value that could be taken for something else is refused with an
 * {@link IllegalArgumentException}, so that the request is not let in with half of what was meant. Not safe for several
 * threads at once.
 */
public final class AuthorizerVariables {
    private static final String FIELD_PREFIX = "Variable-";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** What the web server itself says of a request (RFC 3875, section 4.1), but for who the user is. */
    private static final Set<String> NOT_OURS_TO_SAY = Set.of(
            "CONTENT_LENGTH",
            "CONTENT_TYPE",
            "DOCUMENT_ROOT",
            "GATEWAY_INTERFACE",
            "HTTPS",
            "PATH_INFO",
            "PATH_TRANSLATED",
            "QUERY_STRING",
            "REMOTE_ADDR",
            "REMOTE_HOST",
            "REMOTE_PORT",
            "REQUEST_METHOD",
            "REQUEST_SCHEME",
            "REQUEST_URI",
            "SCRIPT_FILENAME",
            "SCRIPT_NAME",
            "SERVER_ADDR",
            "SERVER_NAME",
            "SERVER_PORT",
            "SERVER_PROTOCOL",
            "SERVER_SOFTWARE");

    private final HttpServletResponse response;

    /**
     * Variables of one response.
     *
     * @param response not yet committed
     */
    public AuthorizerVariables(HttpServletResponse response) {
        this.response = response;
    }

    /**
     * Says who the user is, in REMOTE_USER, and how that was found out, in AUTH_TYPE if it is known.
     *
     * @param request with a user
     * @return this
     * @throws IllegalStateException if nobody is authenticated
     */
    public AuthorizerVariables principal(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        if (principal == null) {
            throw new IllegalStateException(
                    "nobody is authenticated, so there is no REMOTE_USER to tell; answer with 401 or 403");
        }
        variable("REMOTE_USER", principal.getName());
        return request.getAuthType() == null ? this : variable("AUTH_TYPE", request.getAuthType());
    }

    /**
     * Says which of some roles the user has.
     *
     * @param name of the variable
     * @param request with a user
     * @param roles those to ask for; none may have a comma
     * @return this; the value is the roles that the user has, with commas between them, and empty if there is none
     * @throws IllegalArgumentException if the name or a role is not allowed
     */
    public AuthorizerVariables roles(String name, HttpServletRequest request, String... roles) {
        for (String role : roles) {
            if (role.indexOf(',') >= 0) {
                throw new IllegalArgumentException("the role \"" + role + "\" has a comma, which separates roles");
            }
        }
        String value = Stream.of(roles).filter(request::isUserInRole).collect(Collectors.joining(","));
        return variable(name, value);
    }

    /**
     * Says something of the application's own.
     *
     * @param name letters, digits and underscores, not beginning with a digit or {@code HTTP_}, and none by which the web server
     *     describes the request; lighttpd passes it on in capitals
     * @param value any text without control characters and without white space at its ends; encoded in UTF-8
     * @return this
     * @throws IllegalArgumentException if the name or the value is not allowed
     */
    public AuthorizerVariables variable(String name, String value) {
        checkName(name);
        checkValue(name, value);
        // Header fields are octets: each becomes one character.
        byte[] octets = value.getBytes(StandardCharsets.UTF_8);
        response.setHeader(FIELD_PREFIX + name, new String(octets, StandardCharsets.ISO_8859_1));
        return this;
    }

    private static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("the name \"" + name
                    + "\" is not one of a variable; use letters, digits and underscores, not beginning with a digit");
        }
        String capitals = name.toUpperCase(Locale.ROOT);
        if (capitals.startsWith("HTTP_")) {
            throw new IllegalArgumentException(
                    "the variable " + name + " would be taken for a header field of the client's; use another name");
        }
        if (NOT_OURS_TO_SAY.contains(capitals)) {
            throw new IllegalArgumentException(
                    "the variable " + name + " is the web server's, which describes the request; use another name");
        }
    }

    private static void checkValue(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw new IllegalArgumentException("the value of " + name + " has the control character "
                        + (int) value.charAt(i) + " at position " + i);
            }
        }
        if (!value.equals(value.strip())) {
            throw new IllegalArgumentException(
                    "the value of " + name + " begins or ends with white space, which would be lost");
        }
    }
}
