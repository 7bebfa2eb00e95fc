// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.logging.JettyLevel;
import org.eclipse.jetty.logging.JettyLoggerFactory;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code slipway run}: serves one web application until it is told to stop. */
@CommandLine.Command(
        name = "run",
        description = "Serves a web application over FastCGI until SIGTERM or Ctrl-C.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        footer = {
            "",
            "SIGTERM and Ctrl-C stop listening, let the running requests end, and then stop;",
            "the exit code is 0 even if --drain-timeout cut requests off.",
            "",
            "Exit codes:",
            "  0   ended as asked",
            "  1   the application or a listener could not be started",
            "  2   the command line is wrong, or names no web application"
        })
final class RunCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "APP.war",
            description = "The web application: a WAR file, or a directory with its content.")
    private WarFile application;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            defaultValue = "tcp:127.0.0.1:9000",
            description = {
                "Where the web server connects; may be given more than once. Default: ${DEFAULT-VALUE}",
                "tcp:HOST:PORT  a loopback address; port 0 takes a free one",
                "unix:PATH[?mode=0660&owner=USER&group=GROUP]  a Unix socket; its mode is 0660 unless given"
            })
    private List<ListenAddress> addresses;

    @Option(
            names = "--context-path",
            paramLabel = "PATH",
            defaultValue = "/",
            description = "The path at which the application is served. Default: ${DEFAULT-VALUE}")
    private ContextPath contextPath;

    @Option(
            names = "--idle-timeout",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "How long a connection may be idle; keep it above the time the web server keeps"
                    + " unused connections. Default: ${DEFAULT-VALUE}")
    private Duration idleTimeout;

    @Option(
            names = "--drain-timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long running requests may take to end once Slipway is told to stop."
                    + " Default: ${DEFAULT-VALUE}")
    private Duration drainTimeout;

    @Option(
            names = "--uri-compliance",
            paramLabel = "NAME",
            defaultValue = "DEFAULT",
            description = "Which request paths are accepted, in Jetty's words: DEFAULT, RFC3986, UNSAFE and others,"
                    + " with single rules added as in DEFAULT,AMBIGUOUS_PATH_SEPARATOR (paths with %%2F)."
                    + " Default: ${DEFAULT-VALUE}")
    private UriCompliance uriCompliance;

    @Option(
            names = "--buffer-event-streams",
            description = "Leave it to the web server when events (text/event-stream) reach the client; otherwise"
                    + " they get X-Accel-Buffering: no, and nginx passes each on at once.")
    private boolean bufferEventStreams;

    @Option(
            names = {"-v", "--verbose"},
            description = "Log what Jetty does, and show the stack trace of what fails.")
    private boolean verbose;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws StartupException, InterruptedException {
        if (verbose && LoggerFactory.getILoggerFactory() instanceof JettyLoggerFactory loggers) {
            loggers.getJettyLogger("org.eclipse.jetty").setLevel(JettyLevel.INFO);
        }
        new SlipwayServer(
                        new WebApplication(application, contextPath, uriCompliance),
                        new ConnectionSettings(uriCompliance, idleTimeout, !bufferEventStreams),
                        addresses,
                        drainTimeout,
                        spec.commandLine().getOut())
                .run();
        return CommandLine.ExitCode.OK;
    }
}
