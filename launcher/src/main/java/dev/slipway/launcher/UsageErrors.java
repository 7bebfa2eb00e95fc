// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import dev.slipway.launcher.settings.Setting;
import dev.slipway.launcher.settings.SettingNames;
import dev.slipway.launcher.settings.SettingsSource;
import dev.slipway.launcher.settings.Similar;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Says in a sentence what is wrong with a command line, or with a setting that stands elsewhere. */
final class UsageErrors implements CommandLine.IParameterExceptionHandler {
    private final SettingsSource source;

    /** The source is null if there are no settings. */
    UsageErrors(SettingsSource source) {
        this.source = source;
    }

    @Override
    public int handleParseException(CommandLine.ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + sentence(exception, arguments));
        command.getErr().println("'" + name + " --help' lists the options.");
        return CommandLine.ExitCode.USAGE;
    }

    private String sentence(CommandLine.ParameterException exception, String[] arguments) {
        Optional<String> unknown = unknownOption(exception, arguments);
        if (unknown.isPresent()) {
            return "Unknown option: '" + unknown.get() + "'"
                    + Similar.to(nameOf(unknown.get()), settings(exception))
                            .map(similar -> "; did you mean --" + similar + "?")
                            .orElse("");
        }
        // Our own converters' messages say everything but where the value stands.
        if (exception.getCause() instanceof CommandLine.TypeConversionException conversion) {
            return place(exception).map(place -> place + ": ").orElse("") + conversion.getMessage();
        }
        return exception.getMessage();
    }

    /** Also one whose value was taken for an application, and so complained about first. */
    private static Optional<String> unknownOption(CommandLine.ParameterException exception, String[] arguments) {
        if (exception instanceof CommandLine.UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
            return Optional.of(unmatched.getUnmatched().get(0));
        }
        if (!(exception.getArgSpec() instanceof CommandLine.Model.PositionalParamSpec)) {
            return Optional.empty();
        }
        CommandLine.Model.CommandSpec command = exception.getCommandLine().getCommandSpec();
        return Stream.of(arguments)
                .filter(argument -> argument.startsWith("--") && command.findOption(nameOf(argument)) == null)
                .findFirst();
    }

    private static String nameOf(String option) {
        return option.replaceFirst("^-+", "").replaceFirst("=.*", "");
    }

    private static Set<String> settings(CommandLine.ParameterException exception) {
        return SettingNames.of(exception.getCommandLine().getCommandSpec()).keySet();
    }

    private Optional<String> place(CommandLine.ParameterException exception) {
        Optional<Setting> setting = source == null ? Optional.empty() : source.of(exception.getArgSpec());
        if (setting.isPresent() && failsAlone(exception)) {
            return Optional.of(setting.get().source() + ", " + SettingNames.name(exception.getArgSpec()));
        }
        return exception.getArgSpec() instanceof CommandLine.Model.OptionSpec option
                ? Optional.of(option.longestName())
                : Optional.empty();
    }

    /** Whether it is the same without a command line. */
    private boolean failsAlone(CommandLine.ParameterException exception) {
        if (exception.getArgSpec() instanceof CommandLine.Model.PositionalParamSpec applications) {
            return !exception.getCommandLine().getParseResult().hasMatchedPositional(applications);
        }
        CommandLine slipway = SlipwayCommand.commandLine();
        slipway.getSubcommands().get("run").setDefaultValueProvider(source);
        try {
            slipway.parseArgs("run");
            return false;
        } catch (CommandLine.ParameterException e) {
            return e.getMessage().equals(exception.getMessage());
        }
    }
}
