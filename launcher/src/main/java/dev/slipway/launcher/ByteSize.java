// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes as people write it: {@code 65536}, {@code 64k}, {@code 1m}, {@code 2g}. */
record ByteSize(long bytes) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,12})([kmg]?)");

    static ByteSize parse(String text) {
        Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a number of bytes; write 65536, 64k, 1m or the like");
        }
        return new ByteSize(Long.parseLong(form.group(1))
                << (10 * " kmg".indexOf(form.group(2).isEmpty() ? " " : form.group(2))));
    }

    /** For limits that are an int. */
    int asInt() {
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }
}
