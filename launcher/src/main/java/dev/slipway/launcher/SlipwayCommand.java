// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import dev.slipway.fastcgi.cgi.TargetSource;
import dev.slipway.fastcgi.jetty.identity.RemoteUser;
import dev.slipway.fastcgi.protocol.Role;
import dev.slipway.launcher.deploy.EnvironmentName;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.jetty.http.UriCompliance;
import picocli.CommandLine;

/** The command {@code slipway}: alone it explains itself, its subcommands do the work. */
@CommandLine.Command(
        name = "slipway",
        description = "Serves Java web applications over FastCGI, behind a web server such as Apache httpd or nginx.",
        subcommands = RunCommand.class,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "'slipway COMMAND --help' explains a command."})
final class SlipwayCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    static CommandLine commandLine() {
        return new CommandLine(new SlipwayCommand())
                .registerConverter(ListenAddress.class, saying(ListenAddress::parse))
                .registerConverter(WebappsDirectory.class, saying(WebappsDirectory::parse))
                .registerConverter(EnvironmentName.class, saying(EnvironmentName::parse))
                .registerConverter(ContextPath.class, saying(ContextPath::parse))
                .registerConverter(UriCompliance.class, saying(UriCompliances::parse))
                .registerConverter(Role.class, saying(SlipwayCommand::role))
                .registerConverter(TargetSource.class, saying(TargetSource::parse))
                .registerConverter(RealmFile.class, saying(RealmFile::parse))
                .registerConverter(RemoteUser.class, saying(SlipwayCommand::remoteUser))
                .registerConverter(Charset.class, saying(SlipwayCommand::charset))
                .registerConverter(Duration.class, saying(SlipwayCommand::seconds))
                .registerConverter(Integer.class, saying(SlipwayCommand::count))
                .setParameterExceptionHandler(SlipwayCommand::usageError)
                .setExecutionExceptionHandler(SlipwayCommand::failure);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Picocli shows the message of this exception type alone, without class names. */
    private static <T> CommandLine.ITypeConverter<T> saying(Function<String, T> parser) {
        return text -> {
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException(e.getMessage());
            }
        };
    }

    private static Role role(String text) {
        return Stream.of(Role.values())
                .filter(role -> role != Role.UNRECOGNIZED && role.name().equals(text))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + text + "' is not a role; write some of RESPONDER, AUTHORIZER, FILTER"));
    }

    private static Duration seconds(String text) {
        if (!text.matches("[0-9]{1,7}")) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number of seconds");
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }

    private static RemoteUser remoteUser(String text) {
        return switch (text) {
            case "ignore" -> RemoteUser.IGNORE;
            case "trust" -> RemoteUser.TRUST;
            default -> throw new IllegalArgumentException("'" + text + "' is neither ignore nor trust");
        };
    }

    private static Charset charset(String text) {
        try {
            return Charset.forName(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is no charset that Java knows", e);
        }
    }

    private static int count(String text) {
        if (!text.matches("0*[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number from 1 to 999999999");
        }
        return Integer.parseInt(text);
    }

    private static int usageError(CommandLine.ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + sentence(exception));
        command.getErr().println("'" + name + " --help' lists the options.");
        return CommandLine.ExitCode.USAGE;
    }

    /** Our own converters' messages say everything but the name of the option. */
    private static String sentence(CommandLine.ParameterException exception) {
        if (exception.getCause() instanceof CommandLine.TypeConversionException conversion) {
            return exception.getArgSpec() instanceof CommandLine.Model.OptionSpec option
                    ? option.longestName() + ": " + conversion.getMessage()
                    : conversion.getMessage();
        }
        return exception.getMessage();
    }

    private static int failure(Exception exception, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (!(exception instanceof StartupException)) {
            throw exception;
        }
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + exception.getMessage());
        if (exception.getCause() != null) {
            if (parsed.subcommand().hasMatchedOption("--verbose")) {
                exception.getCause().printStackTrace(command.getErr());
            } else {
                command.getErr().println("(--verbose shows the stack trace)");
            }
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
