// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** How the settings of a command are called: as its options, without the hyphens before the name. */
public final class SettingNames {
    /** What the command line names without an option. */
    public static final String APPLICATION = "app";

    private static final Set<String> NO_SETTINGS = Set.of(SettingsSource.FILE_OPTION, "--help-all");

    private static final String ENVIRONMENT_PREFIX = "SLIPWAY_";

    private SettingNames() {}

    /** All settings of a command, by name. What only asks for help, or names the file of settings, is none. */
    public static Map<String, ArgSpec> of(CommandSpec command) {
        Map<String, ArgSpec> names = new TreeMap<>();
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            names.put(APPLICATION, parameter);
        }
        for (OptionSpec option : command.options()) {
            if (isSetting(option)) {
                names.put(name(option), option);
            }
        }
        return names;
    }

    static boolean isSetting(OptionSpec option) {
        return !option.usageHelp() && !option.versionHelp() && !NO_SETTINGS.contains(option.longestName());
    }

    /** The name of the setting that an option or a parameter is. */
    public static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName().replaceFirst("^-+", "") : APPLICATION;
    }

    /** The environment variable of a setting: {@code SLIPWAY_IDLE_TIMEOUT} is {@code idle-timeout}. */
    public static String variable(String name) {
        return ENVIRONMENT_PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    static boolean isVariable(String variable) {
        return variable.startsWith(ENVIRONMENT_PREFIX);
    }

    static String ofVariable(String variable) {
        return variable.substring(ENVIRONMENT_PREFIX.length())
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
    }
}
