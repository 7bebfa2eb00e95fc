// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import dev.slipway.launcher.settings.SettingsInForce;
import dev.slipway.launcher.settings.SettingsSource;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Unmatched;

/** The command {@code slipway config}: says what {@code slipway run} would do with the same options, and why. */
@CommandLine.Command(
        name = "config",
        description = "Prints the settings in force and where each comes from: takes the options of 'slipway run', and"
                + " serves nothing.",
        customSynopsis = "slipway config [OPTIONS of slipway run]",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ConfigCommand implements Runnable {
    @Unmatched
    private List<String> options = new ArrayList<>();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        CommandLine command = spec.parent().subcommands().get("run");
        RunCommand run = (RunCommand) command.getCommandSpec().userObject();
        CommandLine.ParseResult parsed = command.parseArgs(options.toArray(String[]::new));
        SettingsSource source = (SettingsSource) command.getDefaultValueProvider();
        SettingsInForce.lines(parsed, source, run::found)
                .forEach(spec.commandLine().getOut()::println);
    }
}
