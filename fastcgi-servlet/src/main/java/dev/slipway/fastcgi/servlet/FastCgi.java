// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.servlet;

import jakarta.servlet.ServletRequest;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What a request brings that only FastCGI has. Safe for any thread, as far as the request is. */
public final class FastCgi {
    /** The request attribute with the name of a role other than RESPONDER. */
    public static final String ROLE_ATTRIBUTE = "dev.slipway.fastcgi.role";

    /** The request attribute with the DATA of a FILTER request, an {@link InputStream}. */
    public static final String DATA_ATTRIBUTE = "dev.slipway.fastcgi.data";

    /** The request attribute with all parameters, a {@code Map<String, String>}. */
    public static final String PARAMS_ATTRIBUTE = "dev.slipway.fastcgi.params";

    /** What the web server asks the application to be (FastCGI 1.0, section 6). */
    public enum Role {
        /** Answers the request: what a web application usually does (section 6.2). */
        RESPONDER,
        /** Says whether the request is allowed; another application or the web server answers it (section 6.3). */
        AUTHORIZER,
        /** Answers the request with what it makes of a file (section 6.4). */
        FILTER
    }

    private FastCgi() {}

    /**
     * What the application is asked to be for this request.
     *
     * @param request any
     * @return the role; {@link Role#RESPONDER} also if it did not come over FastCGI
     */
    public static Role role(ServletRequest request) {
        Object name = request.getAttribute(ROLE_ATTRIBUTE);
        return name == null ? Role.RESPONDER : Role.valueOf(name.toString());
    }

    /**
     * All parameters that the web server has sent.
     *
     * @param request any
     * @return names and values, cannot be changed; empty if it did not come over FastCGI
     */
    @SuppressWarnings("unchecked") // the connector has put it there
    public static Map<String, String> params(ServletRequest request) {
        Object params = request.getAttribute(PARAMS_ATTRIBUTE);
        return params == null ? Map.of() : (Map<String, String>) params;
    }

    /**
     * The file that is to be filtered. It may be read before or after the body of the request, or in turns with it, by one
     * thread at a time.
     *
     * @param request any
     * @return a stream; empty if its role is not FILTER
     */
    public static Optional<InputStream> data(ServletRequest request) {
        return Optional.ofNullable((InputStream) request.getAttribute(DATA_ATTRIBUTE));
    }

    /**
     * How long the file that is to be filtered is (FCGI_DATA_LENGTH).
     *
     * @param request any
     * @return bytes; empty if the web server did not say
     */
    public static OptionalLong dataLength(ServletRequest request) {
        return number(request, "FCGI_DATA_LENGTH");
    }

    /**
     * When the file that is to be filtered was last changed (FCGI_DATA_LAST_MOD).
     *
     * @param request any
     * @return the time; empty if the web server did not say, or not in seconds since 1970
     */
    public static Optional<Instant> dataLastModified(ServletRequest request) {
        OptionalLong seconds = number(request, "FCGI_DATA_LAST_MOD");
        return seconds.isPresent() ? Optional.of(Instant.ofEpochSecond(seconds.getAsLong())) : Optional.empty();
    }

    private static OptionalLong number(ServletRequest request, String name) {
        String value = params(request).get(name);
        return value == null || !value.matches("\\d{1,15}")
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(value));
    }
}
