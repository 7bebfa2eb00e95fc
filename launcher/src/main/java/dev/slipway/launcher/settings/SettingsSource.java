// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** What the environment and a file say of the options that the command line does not have; the environment goes first. */
public final class SettingsSource implements CommandLine.IDefaultValueProvider {
    /** The option that names the file. */
    public static final String FILE_OPTION = "--config";

    private static final String FILE_VARIABLE = "SLIPWAY_CONFIG";

    /** For the script that starts Java, not for us. */
    private static final Set<String> OF_THE_SCRIPT = Set.of("SLIPWAY_JAVA_OPTS", "SLIPWAY_CACHE", "SLIPWAY_HOME");

    /** What Kubernetes, and Docker with links, set in the containers beside a service that is called slipway. */
    private static final Pattern OF_SERVICES =
            Pattern.compile("SLIPWAY_(SERVICE_(HOST|PORT\\w*)|PORT(_[0-9]+_(TCP|UDP)\\w*)?)");

    private final Map<String, Setting> settings = new HashMap<>();

    private SettingsSource() {}

    /**
     * Reads the environment and the file.
     *
     * @param arguments of the command line, which may name the file
     * @param environment variables, which may name the file, too
     * @param usual the file if nothing names one; not read if it is not there
     * @param command whose options the settings are
     * @return the source of values for these options
     * @throws SettingsException if one of them has something that is no setting, or cannot be read
     */
    public static SettingsSource read(
            List<String> arguments, Map<String, String> environment, Optional<Path> usual, CommandSpec command)
            throws SettingsException {
        Known known = new Known(command);
        SettingsSource source = new SettingsSource();
        Optional<Path> file = named(arguments)
                .or(() -> Optional.ofNullable(environment.get(FILE_VARIABLE)))
                .map(Path::of)
                .or(() -> usual.filter(Files::exists));
        if (file.isPresent()) {
            source.settings.putAll(SettingsFile.read(file.get().toAbsolutePath(), known));
        }
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            if (isSetting(variable.getKey())) {
                source.add(variable.getKey(), variable.getValue(), known);
            }
        }
        return source;
    }

    /** Only the option that names a file, whatever else there is. */
    private static final class FileOption {
        @Option(names = FILE_OPTION)
        private String file;

        @Unmatched
        private List<String> rest;
    }

    private static Optional<String> named(List<String> arguments) {
        FileOption option = new FileOption();
        try {
            new CommandLine(option).parseArgs(arguments.toArray(String[]::new));
        } catch (CommandLine.ParameterException e) {
            return Optional.empty(); // The command itself will say what is wrong with its arguments.
        }
        return Optional.ofNullable(option.file);
    }

    private static boolean isSetting(String variable) {
        return SettingNames.isVariable(variable)
                && !variable.equals(FILE_VARIABLE)
                && !OF_THE_SCRIPT.contains(variable)
                && !OF_SERVICES.matcher(variable).matches();
    }

    private void add(String variable, String value, Known known) throws SettingsException {
        String name = SettingNames.ofVariable(variable);
        if (!known.isKnown(name) || !variable.equals(SettingNames.variable(name))) {
            throw new SettingsException("environment: " + known.unknown(name, SettingNames::variable));
        }
        settings.put(name, new Setting(value.strip(), "environment " + variable));
    }

    /** What was said of an option outside the command line. */
    public Optional<Setting> of(ArgSpec argument) {
        return Optional.ofNullable(settings.get(SettingNames.name(argument)));
    }

    /** The value for picocli, which would replace variables in it. */
    @Override
    public String defaultValue(ArgSpec argument) {
        return of(argument).map(setting -> setting.value().replace("$", "$$")).orElse(null);
    }
}
