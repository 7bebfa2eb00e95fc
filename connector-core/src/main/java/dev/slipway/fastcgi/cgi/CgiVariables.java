// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import dev.slipway.fastcgi.request.Params;
import java.util.EnumMap;
import java.util.Map;

/**
 * The variables of one request, the {@code HTTP_*} ones set apart: only they are the client's to choose.
 *
 * <p>Not safe for several threads at once.
 */
final class CgiVariables {
    private static final String HEADER_PREFIX = "HTTP_";

    private final Map<CgiVariable, String> values = new EnumMap<>(CgiVariable.class);
    private final HeaderFields headerFields = new HeaderFields();

    private CgiVariables() {}

    static CgiVariables of(Params params, TargetSource targetSource) throws BadRequestException {
        CgiVariables sorted = new CgiVariables();
        for (int i = 0; i < params.size(); i++) {
            String name = params.name(i);
            if (name.startsWith(HEADER_PREFIX)) {
                sorted.headerFields.add(name.substring(HEADER_PREFIX.length()), params.value(i));
            } else {
                CgiVariable variable = CgiVariable.named(name);
                if (variable != null && targetSource.uses(variable)) {
                    sorted.add(variable, params.value(i));
                }
            }
        }
        return sorted;
    }

    /** An empty value means the same as none at all. */
    private void add(CgiVariable variable, String value) throws BadRequestException {
        if (value.isEmpty()) {
            return;
        }
        HeaderFields.checkOctets(variable.name(), value);
        String previous = values.put(variable, value);
        if (previous != null && !previous.equals(value)) {
            throw new BadRequestException("The variable " + variable + " has two different values.");
        }
    }

    HeaderFields headerFields() {
        return headerFields;
    }

    /** The value; null if there is none. */
    String get(CgiVariable variable) {
        return values.get(variable);
    }

    /** The value, or what the request cannot do without it. */
    String require(CgiVariable variable, String advice) throws BadRequestException {
        String value = get(variable);
        if (value == null) {
            throw new BadRequestException("The variable " + variable + " is missing: " + advice);
        }
        return value;
    }
}
