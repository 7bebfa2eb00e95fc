// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** An address and what stands after its {@code ?}: options {@code NAME=VALUE}, with {@code &} between them. */
final class ListenOptions {
    private final String text;
    private final String address;
    private final Map<String, String> values = new HashMap<>();

    private ListenOptions(String text, String address) {
        this.text = text;
        this.address = address;
    }

    static ListenOptions parse(String text, List<String> known) {
        int question = text.indexOf('?');
        if (question < 0) {
            return new ListenOptions(text, text);
        }
        ListenOptions options = new ListenOptions(text, text.substring(0, question));
        for (String option : text.substring(question + 1).split("&", -1)) {
            int equals = option.indexOf('=');
            String name = option.substring(0, Math.max(0, equals));
            if (!known.contains(name)) {
                throw new IllegalArgumentException("'" + option + "' in '" + text
                        + "' is not an option of this address; write NAME=VALUE, separated by '&', with the names "
                        + String.join(", ", known));
            }
            if (options.values.put(name, option.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("'" + text + "' has the option " + name + " twice");
            }
        }
        return options;
    }

    /** All of it. */
    String text() {
        return text;
    }

    /** What stands before the options. */
    String address() {
        return address;
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The option read by a parser, whose complaint is about a value on this command line. */
    <T> Optional<T> get(String name, Function<String, T> parser) {
        return get(name).map(value -> {
            try {
                return parser.apply(value);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(name + " in '" + text + "': " + e.getMessage(), e);
            }
        });
    }
}
