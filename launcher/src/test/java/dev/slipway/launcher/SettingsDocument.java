// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import dev.slipway.launcher.settings.ForeignName;
import dev.slipway.launcher.settings.SettingNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** All settings as documents show them, taken from the options: a table for people to read, and a file to begin with. */
final class SettingsDocument {
    private static final int WIDTH = 100;
    private static final Pattern DEFAULT = Pattern.compile("\\s*Default: (.*)$");

    private SettingsDocument() {}

    /** The tables of {@code docs/settings.md}. */
    static String tables() {
        StringBuilder text = new StringBuilder();
        sections().forEach((heading, arguments) -> {
            text.append("### ").append(heading).append("\n\n");
            text.append("| setting | value | default | |\n|---|---|---|---|\n");
            arguments.forEach(argument -> text.append(row(argument)));
            text.append('\n');
        });
        return text.toString();
    }

    /** The tables of names from elsewhere. */
    static String foreignNames() {
        StringBuilder text = new StringBuilder("| name | of | here |\n|---|---|---|\n");
        for (ForeignName name : ForeignName.values()) {
            text.append("| `%s` | %s | %s |\n".formatted(name, name.origin(), cell(name.explained())));
        }
        return text.toString();
    }

    /** A file in which each setting stands behind a {@code #}, with its default. */
    static String file() {
        StringBuilder text = new StringBuilder("""
                # Settings of Slipway. All are commented out: take away the # before those that you want to change.
                # What stands on the command line or in the environment (SLIPWAY_IDLE_TIMEOUT) goes before this file;
                # 'slipway config' prints what is in force. In values, write \\\\ for a backslash.
                """);
        sections().forEach((heading, arguments) -> {
            text.append("\n## ").append(heading).append('\n');
            for (ArgSpec argument : arguments) {
                text.append('\n');
                description(argument).forEach(line -> text.append(wrapped(line)));
                text.append('#').append(SettingNames.name(argument)).append(" = ");
                text.append(
                        Objects.requireNonNullElse(argument.defaultValue(), "").replace("\\", "\\\\"));
                text.append('\n');
            }
        });
        return text.toString().replaceAll(" +\n", "\n");
    }

    private static Map<String, List<ArgSpec>> sections() {
        CommandSpec run =
                SlipwayCommand.commandLine().getSubcommands().get("run").getCommandSpec();
        Map<String, List<ArgSpec>> sections = new LinkedHashMap<>();
        List<ArgSpec> settings = new ArrayList<>(SettingNames.of(run).values());
        for (SectionedHelp section : SectionedHelp.of(run)) {
            List<ArgSpec> arguments = new ArrayList<>();
            if (sections.isEmpty()) {
                arguments.addAll(run.positionalParameters());
            }
            arguments.addAll(section.options());
            arguments.retainAll(settings);
            sections.put(section.heading().replace("Options:", "Serving").replace(":", ""), arguments);
        }
        return sections;
    }

    private static String row(ArgSpec argument) {
        List<String> lines = new ArrayList<>(description(argument));
        // The default has a column of its own.
        Matcher described = DEFAULT.matcher(lines.get(0));
        String fallback = described.find() ? described.group(1) : "";
        lines.set(0, lines.get(0).replaceFirst(DEFAULT.pattern(), ""));
        return "| `%s` | %s | %s | %s |\n"
                .formatted(
                        SettingNames.name(argument),
                        cell(argument.paramLabel()),
                        cell(argument.defaultValue() == null ? fallback : "`" + argument.defaultValue() + "`"),
                        cell(String.join("<br>", lines)));
    }

    /** The sentences of {@code --help}, with their variables replaced. */
    private static List<String> description(ArgSpec argument) {
        String fallback = Objects.requireNonNullElse(argument.defaultValue(), "");
        List<String> lines = new ArrayList<>();
        for (String line : argument.description()) {
            lines.add(line.replace("${DEFAULT-VALUE}", fallback)
                    .replace("%%", "%")
                    .replaceAll(" {2,}", " "));
        }
        return lines;
    }

    private static String cell(String text) {
        return text.replace("|", "\\|")
                .replace("<br>", "\0")
                .replace("<", "&lt;")
                .replace("\0", "<br>");
    }

    private static String wrapped(String line) {
        StringBuilder text = new StringBuilder();
        StringBuilder current = new StringBuilder("#");
        for (String word : line.split(" ")) {
            if (current.length() + 1 + word.length() > WIDTH) {
                text.append(current).append('\n');
                current = new StringBuilder("#");
            }
            current.append(' ').append(word);
        }
        return text.append(current).append('\n').toString();
    }
}
