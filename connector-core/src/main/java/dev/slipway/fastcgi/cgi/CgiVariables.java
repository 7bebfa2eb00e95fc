// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import dev.slipway.fastcgi.request.Params;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The variables of one request, the {@code HTTP_*} ones set apart: only they are the client's to choose.
 *
 * <p>Not safe for several threads at once.
 */
final class CgiVariables {
    private static final String HEADER_PREFIX = "HTTP_";

    /** Apache's names for the certificates above the client's own end in 0, 1 and so on. */
    private static final String CHAIN_PREFIX = "SSL_CLIENT_CERT_CHAIN_";

    private final Map<CgiVariable, String> values = new EnumMap<>(CgiVariable.class);
    /** Sorted; few requests have one. */
    private Map<Integer, String> chain = Map.of();

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
                } else if (name.startsWith(CHAIN_PREFIX)) {
                    sorted.addToChain(name.substring(CHAIN_PREFIX.length()), params.value(i));
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
        if (!variable.isOfSeveralLines()) {
            HeaderFields.checkOctets(variable.name(), value);
        }
        checkSame(variable.name(), values.put(variable, value), value);
    }

    private void addToChain(String number, String value) throws BadRequestException {
        if (!value.isEmpty() && number.matches("[0-9]{1,3}")) {
            if (chain.isEmpty()) {
                chain = new TreeMap<>();
            }
            checkSame(CHAIN_PREFIX + number, chain.put(Integer.valueOf(number), value), value);
        }
    }

    static void checkSame(String name, String previous, String value) throws BadRequestException {
        if (previous != null && !previous.equals(value)) {
            throw new BadRequestException("The variable " + name + " has two different values.");
        }
    }

    HeaderFields headerFields() {
        return headerFields;
    }

    /** The value; null if there is none. */
    String get(CgiVariable variable) {
        return values.get(variable);
    }

    /** The value of the first of these that has one; null if none has. */
    String first(CgiVariable... variables) {
        for (CgiVariable variable : variables) {
            String value = get(variable);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** The certificates above the client's own, as the web server wrote them, the nearest first. */
    List<String> clientCertificateChain() {
        return new ArrayList<>(chain.values());
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
