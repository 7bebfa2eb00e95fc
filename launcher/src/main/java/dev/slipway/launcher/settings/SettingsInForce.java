// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher.settings;

import dev.slipway.fastcgi.jetty.listen.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** All settings of a command with their values, and who said so. */
public final class SettingsInForce {
    private static final String MASK = "****";

    private SettingsInForce() {}

    /** Whether nobody else is to see the value of an option. */
    static boolean isSecret(ArgSpec argument) {
        return argument.typeInfo().getType() == Secret.class;
    }

    /**
     * A line for each setting: its name, its value, its source.
     *
     * @param parsed what the command line has
     * @param source what was said elsewhere
     * @param found the values of settings whose defaults depend on something, by name
     */
    public static List<String> lines(
            CommandLine.ParseResult parsed, SettingsSource source, Function<String, Optional<String>> found) {
        Map<String, ArgSpec> names = SettingNames.of(parsed.commandSpec());
        List<String[]> rows = new ArrayList<>();
        names.forEach((name, argument) -> {
            Setting setting = setting(name, argument, parsed, source, found);
            String value = isSecret(argument) && !setting.value().isEmpty() ? MASK : setting.value();
            rows.add(new String[] {name, value.isEmpty() ? "-" : value, setting.source()});
        });
        int nameWidth = width(rows, 0);
        int valueWidth = Math.min(width(rows, 1), 40);
        return rows.stream()
                .map(row -> ("%-" + nameWidth + "s  %-" + valueWidth + "s  %s").formatted((Object[]) row))
                .toList();
    }

    private static int width(List<String[]> rows, int column) {
        return rows.stream().mapToInt(row -> row[column].length()).max().orElse(1);
    }

    private static Setting setting(
            String name,
            ArgSpec argument,
            CommandLine.ParseResult parsed,
            SettingsSource source,
            Function<String, Optional<String>> found) {
        if (isOnCommandLine(argument, parsed)) {
            return new Setting(String.join(" ", argument.originalStringValues()), "command line");
        }
        return source.of(argument)
                .orElseGet(() -> new Setting(
                        Optional.ofNullable(argument.defaultValue())
                                .or(() -> found.apply(name))
                                .orElse(""),
                        "default"));
    }

    private static boolean isOnCommandLine(ArgSpec argument, CommandLine.ParseResult parsed) {
        return parsed.matchedArgs().contains(argument)
                && !argument.stringValues().isEmpty();
    }
}
