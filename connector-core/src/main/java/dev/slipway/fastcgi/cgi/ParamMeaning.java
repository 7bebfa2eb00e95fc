// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

/**
 * What a parameter means by its name, and by its value if that comes in many requests and is no secret.
 *
 * @param name of the parameter
 * @param field with the value; null if the name is none of a field, or if this holds for any value
 * @param value of a variable; null if the name is none of a variable, or if this holds for any value
 */
record ParamMeaning(ParamName name, HeaderField field, String value) {
    /** By the name, whatever the value is. */
    static ParamMeaning of(ParamName name) {
        return new ParamMeaning(name, null, null);
    }

    ParamMeaning with(HeaderField itsField) {
        return new ParamMeaning(name, itsField, null);
    }

    ParamMeaning with(String itsValue) {
        return new ParamMeaning(name, null, itsValue);
    }
}
