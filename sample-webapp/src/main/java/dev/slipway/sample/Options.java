// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The options of an endpoint, taken from the query string alone: {@code getParameter} would consume a form's body. */
final class Options {
    private static final long LONGEST_PAUSE_MILLIS = 600_000;

    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = values;
    }

    static Options of(HttpServletRequest request) throws BadOptionException {
        Map<String, String> values = new HashMap<>();
        String query = request.getQueryString();
        if (query != null) {
            for (String pair : query.split("&")) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                values.putIfAbsent(decode(name), decode(value));
            }
        }
        return new Options(values);
    }

    long number(String name, long least, long most) throws BadOptionException {
        String value = values.get(name);
        String rule = "expected a whole number from " + least + " to " + most;
        if (value == null) {
            throw new BadOptionException(name + " is missing: " + rule);
        }
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Answered below, like a number out of range.
        }
        throw new BadOptionException(name + "=" + value + ": " + rule);
    }

    long number(String name, long least, long most, long fallback) throws BadOptionException {
        return values.containsKey(name) ? number(name, least, most) : fallback;
    }

    long pauseMillis(String name, long fallback) throws BadOptionException {
        return number(name, 0, LONGEST_PAUSE_MILLIS, fallback);
    }

    boolean flag(String name) throws BadOptionException {
        return oneOf(name, "false", "true").equals("true");
    }

    /** One of the texts allowed; the first of them when the option is not given. */
    String oneOf(String name, String... allowed) throws BadOptionException {
        List<String> choices = Arrays.asList(allowed);
        String value = values.getOrDefault(name, choices.get(0));
        if (!choices.contains(value)) {
            throw new BadOptionException(name + "=" + value + ": expected " + String.join(" or ", choices));
        }
        return value;
    }

    String text(String name, String fallback) {
        return values.getOrDefault(name, fallback);
    }

    private static String decode(String text) throws BadOptionException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadOptionException(text + ": expected % to be followed by two hexadecimal digits");
        }
    }
}
