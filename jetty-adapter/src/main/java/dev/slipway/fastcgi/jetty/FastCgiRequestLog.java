// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.CustomRequestLog;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.annotation.ManagedObject;
import org.eclipse.jetty.util.annotation.Name;

/**
 * Jetty's request log, in which {@code %{NAME}e} is the web server's variable NAME: as in httpd's {@code mod_log_config}, where
 * that is what {@code SetEnv} and the like have set. Jetty's own is the environment of the process.
 *
 * <p>Requests that did not come over FastCGI have no variables, and a {@code -} in their place. So has a parameter that
 * applications do not see, such as a secret. Safe for any thread.
 */
@ManagedObject("Request log with the web server's variables")
public final class FastCgiRequestLog extends CustomRequestLog {
    private static final Pattern VARIABLE = Pattern.compile("%%|%(?<modifiers>!?[0-9,]*)\\{(?<name>[^}]+)}e");
    private static final String ATTRIBUTE_PREFIX = FastCgiConnectionFactory.PARAMS_ATTRIBUTE + "/";

    /**
     * A log of that format.
     *
     * @param writer takes the lines
     * @param format as of {@link CustomRequestLog}
     * @throws IllegalArgumentException if it has a code that does not exist
     */
    public FastCgiRequestLog(@Name("writer") RequestLog.Writer writer, @Name("format") String format) {
        super(writer, withAttributes(format));
    }

    /** {@code %{NAME}e} as the attribute that {@link Variables} makes of it. */
    private static String withAttributes(String format) {
        return VARIABLE.matcher(format)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group().equals("%%")
                                ? "%%"
                                : "%" + found.group(1) + "{" + ATTRIBUTE_PREFIX + found.group(2) + "}attr"));
    }

    @Override
    public void log(Request request, Response response) {
        super.log(new Variables(request), response);
    }

    private static final class Variables extends Request.Wrapper {
        private Variables(Request request) {
            super(request);
        }

        @Override
        public Object getAttribute(String name) {
            if (!name.startsWith(ATTRIBUTE_PREFIX)) {
                return super.getAttribute(name);
            }
            return super.getAttribute(FastCgiConnectionFactory.PARAMS_ATTRIBUTE) instanceof Map<?, ?> params
                    ? params.get(name.substring(ATTRIBUTE_PREFIX.length()))
                    : null;
        }
    }
}
