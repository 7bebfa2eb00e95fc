// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import dev.slipway.launcher.settings.SettingsException;
import dev.slipway.launcher.settings.SettingsSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** The command {@code slipway}: alone it explains itself, its subcommands do the work. */
@CommandLine.Command(
        name = "slipway",
        description = "Serves Java web applications over FastCGI, behind a web server such as Apache httpd or nginx.",
        subcommands = {RunCommand.class, ConfigCommand.class},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "'slipway COMMAND --help' explains a command."})
final class SlipwayCommand implements Runnable {
    /** Where the start script says that it is; the file of settings is in it. */
    private static final String HOME = "slipway.home";

    private static final String USUAL_FILE = "conf/slipway.properties";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** The command without what a file or the environment says. */
    static CommandLine commandLine() {
        return commandLine(false);
    }

    private static CommandLine commandLine(boolean helpAll) {
        CommandLine command = Converters.register(new CommandLine(new SlipwayCommand()))
                .setExecutionExceptionHandler(SlipwayCommand::failure)
                .setParameterExceptionHandler(new UsageErrors(null));
        command.getSubcommands()
                .get("run")
                .getHelpSectionMap()
                .put(
                        CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST,
                        help -> SectionedHelp.render(help, helpAll));
        return command;
    }

    /** Runs what the arguments say, and what the settings say that they leave open. */
    static int execute(List<String> arguments, Map<String, String> environment) {
        if (arguments.contains(RunCommand.HELP_ALL)) {
            return commandLine(true).execute("run", "--help");
        }
        CommandLine command = commandLine();
        if (!arguments.isEmpty() && command.getSubcommands().containsKey(arguments.get(0)) && !asksForHelp(arguments)) {
            CommandLine run = command.getSubcommands().get("run");
            try {
                SettingsSource source = SettingsSource.read(arguments, environment, usualFile(), run.getCommandSpec());
                run.setDefaultValueProvider(source);
                command.setParameterExceptionHandler(new UsageErrors(source));
            } catch (SettingsException e) {
                command.getErr().println("slipway " + arguments.get(0) + ": " + e.getMessage());
                return CommandLine.ExitCode.USAGE;
            }
        }
        return command.execute(arguments.toArray(String[]::new));
    }

    /** Help is about the defaults, and works whatever the settings say. */
    private static boolean asksForHelp(List<String> arguments) {
        return arguments.stream().anyMatch(List.of("-h", "--help", "-V", "--version")::contains);
    }

    private static Optional<Path> usualFile() {
        return Optional.ofNullable(System.getProperty(HOME)).map(home -> Path.of(home, USUAL_FILE));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int failure(Exception exception, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (!(exception instanceof StartupException)) {
            throw exception;
        }
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + exception.getMessage());
        if (exception.getCause() != null) {
            if (command.getCommandSpec().userObject() instanceof RunCommand run && run.isVerbose()) {
                exception.getCause().printStackTrace(command.getErr());
            } else {
                command.getErr().println("(--verbose shows the stack trace)");
            }
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
