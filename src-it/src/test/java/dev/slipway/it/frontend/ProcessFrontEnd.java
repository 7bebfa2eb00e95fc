// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.frontend;

import dev.slipway.it.backend.Backend;
import dev.slipway.it.backend.SlipwayBackend;
import dev.slipway.it.backend.Workplace;
import dev.slipway.it.client.Server;
import dev.slipway.it.process.Await;
import dev.slipway.it.process.ChildProcess;
import dev.slipway.it.process.Ports;
import dev.slipway.it.process.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A web server that is a process: it gets two free ports, a configuration made from {@link #template()} with the part that
 * names the application beside it, and is started in the foreground.
 */
public abstract class ProcessFrontEnd extends FrontEnd {
    private static final int ATTEMPTS = 3;
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    /** What is in the configuration for the application: a file, and values for its placeholders. */
    public record Application(Path file, Map<String, ?> values) {}

    private final Path shared;
    private final Backend backend;
    private final Application application;
    private ChildProcess process;
    private int httpPort;
    private int httpsPort;

    /**
     * @param mode of the name of the directory for configuration and logs
     * @param shared from {@link #sharedDirectory()}, removed with the temporary files
     */
    protected ProcessFrontEnd(String name, String mode, Path shared, Backend backend, Application application)
            throws IOException {
        super(name, mode, work(name, mode));
        this.shared = shared;
        this.backend = backend;
        this.application = application;
    }

    /** The main file of the configuration, in the front end's directory of the tree. */
    protected abstract String template();

    /** How it is run in the foreground with this configuration. */
    protected abstract List<String> command(Path configuration) throws IOException;

    /** What it says, on the console or in its log, when a port is already in use. */
    protected abstract String sayingThatAPortIsTaken();

    /** Values of the template's placeholders besides those that all web servers have. */
    protected Map<String, ?> values() throws IOException {
        return Map.of();
    }

    /** Where the configuration and the logs of this mode go. */
    public static Path work(String name, String mode) throws IOException {
        return Workplace.work(name + "-" + mode);
    }

    /** Outside the project: a web server's own account must get there, and a socket's path must be short. */
    public static Path sharedDirectory() throws IOException {
        return Files.createTempDirectory(
                "slipway-it", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
    }

    /** Slipway on a TCP port, or on a socket in the shared directory that web servers may open. */
    protected static SlipwayBackend slipway(Path work, Path shared, boolean unixSocket, Duration idleTimeout)
            throws IOException {
        return unixSocket
                ? SlipwayBackend.unix(
                        work,
                        shared.resolve("fcgi"),
                        Account.root() ? Account.forWebServers().group() : null,
                        idleTimeout)
                : SlipwayBackend.tcp(work, idleTimeout);
    }

    @Override
    public final Backend backend() {
        return backend;
    }

    @Override
    public final void start() throws IOException {
        boolean restart = httpPort != 0;
        for (int attempt = 1; ; attempt++) {
            if (!restart) {
                httpPort = Ports.free();
                httpsPort = Ports.free();
            }
            if (run()) {
                return;
            }
            String said = Files.readString(console());
            if (restart || attempt == ATTEMPTS || !said.contains(sayingThatAPortIsTaken())) {
                throw new IOException(name() + " ended at its start:\n" + said);
            }
        }
    }

    /** False when it ended at once: a port may have been taken by somebody else, or the configuration is wrong. */
    private boolean run() throws IOException {
        List<String> command = command(configure());
        Files.deleteIfExists(console());
        process = ChildProcess.start(name(), command, Map.of(), directory(), console());
        Await.until(
                name() + " accepts connections; see " + directory(),
                START_LIMIT,
                () -> !process.alive() || Ports.accepts(httpPort) && Ports.accepts(httpsPort));
        return process.alive();
    }

    private Path configure() throws IOException {
        Map<String, Object> values = new HashMap<>(values());
        values.put("directory", directory());
        values.put("documents", directoryForEverybody("documents"));
        values.put("temporary", directoryForEverybody("temporary"));
        values.put("httpPort", httpPort);
        values.put("httpsPort", httpsPort);
        values.put("certificate", Workplace.tls().certificatePem());
        values.put("key", Workplace.tls().keyPem());
        Map<String, Object> valuesOfApplication = new HashMap<>(values);
        valuesOfApplication.putAll(application.values());
        Template.copy(application.file(), directory().resolve("application.conf"), valuesOfApplication);
        return Template.copy(
                Workplace.configuration(name()).resolve(template()), directory().resolve(template()), values);
    }

    /** A directory that the web server's own account can write to. */
    private Path directoryForEverybody(String name) throws IOException {
        Path directory = Files.createDirectories(shared.resolve(name));
        return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @Override
    public final void stop() {
        if (process != null) {
            process.close();
            process = null;
        }
    }

    @Override
    public final void kill() {
        process.killFamily();
        process = null;
    }

    @Override
    public final void removeTemporaryFiles() throws IOException {
        try (Stream<Path> files = Files.walk(shared)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public final Server http() {
        return Server.http(httpPort);
    }

    @Override
    public final Server https() {
        return Server.https(httpsPort, Workplace.tls().trusting());
    }

    @Override
    public List<Path> logs() {
        return List.of(console(), directory().resolve("error.log"), directory().resolve("access.log"));
    }

    protected final Path console() {
        return directory().resolve("console.log");
    }

    /** In the directory outside the project. */
    protected final Path shared() {
        return shared;
    }
}
