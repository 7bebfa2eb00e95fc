// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a time as people write it: {@code 30} and {@code 30s}, {@code 500ms}, {@code 5m}, {@code 1h}. */
final class Time {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,7})(ms|s|m|h|)");

    private Time() {}

    static Duration parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a whole number of seconds, nor a time such as 500ms, 30s, 5m or 1h");
        }
        long number = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofSeconds(number);
        };
    }
}
