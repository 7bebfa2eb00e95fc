// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import dev.slipway.fastcgi.cgi.TargetSource;
import dev.slipway.fastcgi.jetty.listen.AllowedClients;
import dev.slipway.fastcgi.jetty.listen.InheritedConnector;
import dev.slipway.fastcgi.protocol.Role;
import dev.slipway.launcher.settings.SettingsSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.eclipse.jetty.http.UriCompliance;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The command {@code slipway run}: serves web applications until it is told to stop. */
@CommandLine.Command(
        name = "run",
        description = "Serves web applications over FastCGI until SIGTERM or Ctrl-C.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        optionListHeading = "%n",
        footer = {
            "",
            "The options can also stand in the environment (SLIPWAY_IDLE_TIMEOUT=60), and in",
            "a file of settings (idle-timeout = 60). The command line goes first, then the",
            "environment. 'slipway config' prints what is in force.",
            "",
            "SIGTERM and Ctrl-C stop listening, let the running requests end, and then stop;",
            "the exit code is 0, even if --drain-timeout cut requests off.",
            "",
            "Exit codes:",
            "  0   ended as asked",
            "  1   no application, or not every listener, could be started",
            "  2   the command line is wrong, or names no web application"
        })
final class RunCommand implements Callable<Integer> {
    static final String HELP_ALL = "--help-all";

    private static final String DEFAULT_ADDRESS = "tcp:127.0.0.1:9000";
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(30);

    /** mod_fcgid kills about 8 s after SIGTERM, and to stop what does not end by itself takes up to 3 of them. */
    private static final Duration DRAIN_TIMEOUT_OF_SPAWNED = Duration.ofSeconds(4);

    @CommandLine.Mixin
    private DeploymentOptions applications;

    @Option(
            names = SettingsSource.FILE_OPTION,
            paramLabel = "FILE",
            description = "A file of settings. Default: $SLIPWAY_CONFIG, or else conf/slipway.properties of the"
                    + " distribution")
    private Path settings;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            split = ListenAddress.SEPARATOR,
            splitSynopsisLabel = ",",
            description = {
                "Where the web server connects; may be given more than once. Default: tcp:127.0.0.1:9000, or inherit"
                        + " if that is there.",
                "tcp:HOST:PORT  port 0 takes a free one; an address that other machines reach needs allowedClients or"
                        + " secretFile",
                "unix:PATH  a Unix socket; its mode is 0660 unless given",
                "inherit  the listening socket that the process was started with as its file descriptor 0",
                "Options follow, as in tcp:0.0.0.0:9000?allowedClients=10.0.0.7,10.1.0.0/16&backlog=64",
                "mode=0660&owner=USER&group=GROUP  of the Unix socket's file",
                "allowedUids=USERS&allowedGids=GROUPS  whose processes may connect to a Unix socket",
                "allowedClients=ADDRESSES  who may connect over TCP; else what the environment variable"
                        + " FCGI_WEB_SERVER_ADDRS has",
                "secretFile=FILE&secretParam=NAME  the parameter (default: SLIPWAY_SECRET) that each request must have,"
                        + " with the first line of FILE as its value",
                "backlog=NUMBER  how many connections may wait to be accepted. Default: 1024"
            })
    private List<ListenAddress> addresses;

    @Option(
            names = "--idle-timeout",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "How long a connection may be idle; keep it above the time the web server keeps"
                    + " unused connections. Default: ${DEFAULT-VALUE}")
    private Duration idleTimeout;

    @Option(
            names = "--max-connections",
            paramLabel = "COUNT",
            defaultValue = "32767",
            description = "How many connections of web servers may be open at once on each listener; further ones are"
                    + " closed. Default: ${DEFAULT-VALUE}")
    private Integer maxConnections;

    @Option(
            names = "--drain-timeout",
            paramLabel = "SECONDS",
            description = "How long running requests may take to end once Slipway is told to stop. Default: 30; 4 with"
                    + " --listen inherit, since those who start processes kill them soon")
    private Duration drainTimeout;

    @Option(
            names = "--roles",
            paramLabel = "ROLE",
            split = ",",
            defaultValue = "RESPONDER",
            description = "The FastCGI roles that the application is made for: RESPONDER, AUTHORIZER, FILTER, with"
                    + " commas between them. An application that does not know of AUTHORIZER lets everybody in."
                    + " Default: ${DEFAULT-VALUE}")
    private Set<Role> roles;

    @CommandLine.Mixin
    private IdentityOptions identity;

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
            paramLabel = "true|false",
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "false",
            description = "Leave it to the web server when events (text/event-stream) reach the client; otherwise"
                    + " they get X-Accel-Buffering: no, and nginx passes each on at once. Default: ${DEFAULT-VALUE}")
    private boolean bufferEventStreams;

    @Option(
            names = "--request-target",
            paramLabel = "VARIABLE",
            defaultValue = "REQUEST_URI",
            description =
                    "Where the path of a request is taken from: REQUEST_URI has it as the client wrote it; after the"
                            + " web server's rewrite rules it is in REDIRECT_URI (lighttpd), DOCUMENT_URI (nginx),"
                            + " SCRIPT_NAME+PATH_INFO (Apache httpd with SetHandler, H2O, Caddy) or UNENCODED_URL (IIS)."
                            + " Default: ${DEFAULT-VALUE}")
    private TargetSource requestTarget;

    @Option(
            names = {"-v", "--verbose"},
            paramLabel = "true|false",
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "false",
            description = "Log what Jetty does, and show the stack trace of what fails.")
    private boolean verbose;

    @Option(names = HELP_ALL, description = "Show all options, those that hardly anybody needs, too.")
    private boolean helpAll;

    @CommandLine.Mixin
    private ThreadOptions threads;

    @CommandLine.Mixin
    private LogOptions logs;

    @CommandLine.Mixin
    private AccessLogOptions accessLog;

    @CommandLine.Mixin
    private SecretOptions secret;

    @CommandLine.Mixin
    private LimitOptions limits;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws StartupException, InterruptedException {
        logs.apply(verbose);
        identity.check(spec.commandLine());
        limits.check(spec.commandLine());
        threads.check(spec.commandLine());
        applications.check(spec.commandLine());
        boolean served = new SlipwayServer(
                        applications,
                        applications.settings(uriCompliance, identity.realm),
                        new ConnectionSettings(
                                uriCompliance,
                                requestTarget,
                                idleTimeout,
                                maxConnections,
                                roles,
                                !bufferEventStreams,
                                identity,
                                limits,
                                webServers(),
                                secret.secret(spec.commandLine())),
                        addresses(),
                        new ProcessSettings(
                                threads.pool(),
                                accessLog.requestLog(spec.commandLine().getOut()),
                                drainTimeout()),
                        new DeploymentOutcome(
                                spec.commandLine().getOut(), spec.commandLine().getErr(), verbose),
                        spec.commandLine().getOut())
                .run();
        return served ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    boolean isVerbose() {
        return verbose;
    }

    /** The value of a setting that has no fixed default. */
    Optional<String> found(String setting) {
        return switch (setting) {
            case "listen" -> Optional.of(defaultAddress().toString());
            case "drain-timeout" -> Optional.of(Long.toString(drainTimeout().toSeconds()));
            case "log-level" -> Optional.of(LogOptions.commonLevel(verbose).name());
            case "access-log-format" -> Optional.of(AccessLogOptions.USUAL_FORMAT);
            case "min-threads" -> Optional.of(Integer.toString(threads.minThreads()));
            case "max-param-value-length", "request-header-size" -> Optional.of(limits.maxParamsLength());
            case "max-request-body-size" -> Optional.of("any");
            default -> Optional.empty();
        };
    }

    private List<ListenAddress> addresses() {
        return addresses == null ? List.of(defaultAddress()) : addresses;
    }

    private Duration drainTimeout() {
        return drainTimeout == null ? defaultDrainTimeout(addresses()) : drainTimeout;
    }

    /** A process that has a listening socket as its file descriptor 0 was started as a FastCGI application. */
    private static ListenAddress defaultAddress() {
        return ListenAddress.parse(InheritedConnector.isAvailable() ? InheritedAddress.NAME : DEFAULT_ADDRESS);
    }

    private static Duration defaultDrainTimeout(List<ListenAddress> addresses) {
        return addresses.stream().anyMatch(InheritedAddress.class::isInstance)
                ? DRAIN_TIMEOUT_OF_SPAWNED
                : DRAIN_TIMEOUT;
    }

    private static Optional<AllowedClients> webServers() throws StartupException {
        String addresses = System.getenv(Access.WEB_SERVER_ADDRS);
        if (addresses == null || addresses.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(AllowedClients.parse(addresses));
        } catch (IllegalArgumentException e) {
            throw new StartupException("environment variable " + Access.WEB_SERVER_ADDRS + ": " + e.getMessage());
        }
    }
}
