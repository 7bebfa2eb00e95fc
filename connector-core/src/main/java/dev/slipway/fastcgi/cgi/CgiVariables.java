// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import dev.slipway.fastcgi.request.ParamTable;
import dev.slipway.fastcgi.request.Params;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The variables of one request, the {@code HTTP_*} ones set apart: only they are the client's to choose.
 *
 * <p>Not safe for several threads at once.
 */
final class CgiVariables {
    private static final ParamTable<ParamMeaning> MEANINGS = new ParamTable<>(4096, 256);

    /** By ordinal, which is faster than an EnumMap: most are asked for in each request. */
    private final String[] values = new String[CgiVariable.COUNT];
    /** Sorted; few requests have one. */
    private Map<Integer, String> chain = Map.of();

    private final HeaderFields headerFields = new HeaderFields();

    private CgiVariables() {}

    static CgiVariables of(Params params, TargetSource targetSource) throws BadRequestException {
        CgiVariables sorted = new CgiVariables();
        ParamTable.Lookup<ParamMeaning> lookup = MEANINGS.lookup(params);
        for (int i = 0; i < params.size(); i++) {
            ParamMeaning meaning = lookup.find(i);
            if (meaning == null) {
                meaning = ParamMeaning.of(ParamName.of(params.name(i)));
                lookup.put(i, false, meaning);
            }
            ParamName name = meaning.name();
            if (name.field() != null) {
                sorted.headerFields.add(name.field(), field(meaning, params, i, lookup));
            } else if (name.variable() != null) {
                if (targetSource.uses(name.variable())) {
                    sorted.add(name.variable(), value(meaning, params, i, lookup));
                }
            } else if (name.isCertificate()) {
                sorted.addToChain(name.certificate(), params.value(i));
            }
        }
        return sorted;
    }

    private static HeaderField field(
            ParamMeaning meaning, Params params, int index, ParamTable.Lookup<ParamMeaning> lookup)
            throws BadRequestException {
        if (meaning.field() != null) {
            return meaning.field();
        }
        FieldName name = meaning.name().field();
        HeaderField field = HeaderFields.checked(name, params.value(index));
        if (name.isValueKept()) {
            lookup.put(index, true, meaning.with(field));
        }
        return field;
    }

    private static String value(ParamMeaning meaning, Params params, int index, ParamTable.Lookup<ParamMeaning> lookup)
            throws BadRequestException {
        if (meaning.value() != null) {
            return meaning.value();
        }
        if (params.isEmpty(index)) {
            return "";
        }
        CgiVariable variable = meaning.name().variable();
        String value = params.value(index);
        if (!variable.isOfSeveralLines()) {
            HeaderFields.checkOctets(variable.name(), value);
        }
        if (variable.isValueKept()) {
            lookup.put(index, true, meaning.with(value));
        }
        return value;
    }

    /** An empty value means the same as none at all. */
    private void add(CgiVariable variable, String value) throws BadRequestException {
        if (!value.isEmpty()) {
            checkSame(variable.name(), values[variable.ordinal()], value);
            values[variable.ordinal()] = value;
        }
    }

    private void addToChain(int number, String value) throws BadRequestException {
        if (!value.isEmpty()) {
            if (chain.isEmpty()) {
                chain = new TreeMap<>();
            }
            checkSame(ParamName.CHAIN_PREFIX + number, chain.put(number, value), value);
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
        return values[variable.ordinal()];
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
