// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import dev.slipway.fastcgi.request.Params;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The variables that an application gets as request attributes, chosen by name.
 *
 * <p>What clients can choose is never among them, nor is a password, nor a name that means something to the container. As
 * with AJP, the variable {@code AJP_name} is the attribute {@code name}, and counts more than a variable {@code name}.
 *
 * <p>Immutable, so safe for any thread.
 *
 * @param names which names of attributes, as a whole, are allowed
 * @param charset of the values; what it does not allow becomes its replacement character
 */
public record AllowedAttributes(Pattern names, Charset charset) {
    private static final String HEADER_PREFIX = "HTTP_";
    private static final String AJP_PREFIX = "AJP_";

    /** Known by these names to AJP's connectors, which make no attributes of them. */
    private static final Set<String> AJP_OWN = Set.of(
            CgiVariable.AJP_LOCAL_ADDR.name(), CgiVariable.AJP_REMOTE_PORT.name(), CgiVariable.AJP_SSL_PROTOCOL.name());

    /** A container does as it is told by attributes of these names: that was the Ghostcat attack, CVE-2020-1938. */
    private static final List<String> RESERVED =
            List.of("jakarta.", "javax.", "java.", "org.eclipse.jetty.", "dev.slipway.");

    /**
     * The attributes that these parameters make.
     *
     * @param params of one request
     * @return values by name of attribute
     * @throws BadRequestException if a variable has two different values
     */
    public Map<String, String> of(Params params) throws BadRequestException {
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < params.size(); i++) {
            String variable = params.name(i);
            if (isAllowed(variable)) {
                String value = params.value(i, charset);
                CgiVariables.checkSame(variable, variables.put(variable, value), value);
            }
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        variables.forEach((variable, value) -> {
            if (variable.startsWith(AJP_PREFIX)) {
                attributes.put(attribute(variable), value);
            } else {
                attributes.putIfAbsent(variable, value);
            }
        });
        return attributes;
    }

    private boolean isAllowed(String variable) {
        if (variable.startsWith(HEADER_PREFIX) || AJP_OWN.contains(variable)) {
            return false;
        }
        String attribute = attribute(variable);
        return RESERVED.stream().noneMatch(attribute::startsWith)
                && !Passwords.isPassword(attribute)
                && names.matcher(attribute).matches();
    }

    private static String attribute(String variable) {
        return variable.startsWith(AJP_PREFIX) ? variable.substring(AJP_PREFIX.length()) : variable;
    }
}
