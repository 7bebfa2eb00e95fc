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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Apache httpd with mod_proxy_fcgi. */
public final class ApacheFrontEnd extends FrontEnd {
    /** The ways to reach a backend: a template, a kind of socket, and whether connections are kept. */
    public enum Mode {
        PROXYPASS_TCP_REUSE("proxypass.conf", false, true),
        PROXYPASS_TCP_NO_REUSE("proxypass.conf", false, false),
        PROXYPASS_UNIX_REUSE("proxypass.conf", true, true),
        PROXYPASS_UNIX_NO_REUSE("proxypass.conf", true, false),
        SETHANDLER_TCP("sethandler.conf", false, true),
        SETHANDLER_UNIX("sethandler.conf", true, true);

        private final String template;
        private final boolean unixSocket;
        private final boolean reuse;

        Mode(String template, boolean unixSocket, boolean reuse) {
            this.template = template;
            this.unixSocket = unixSocket;
            this.reuse = reuse;
        }

        private String label() {
            return name().toLowerCase().replace('_', '-');
        }
    }

    private static final String NAME = "apache";
    private static final int ATTEMPTS = 3;
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final String INSTALL =
            "install Apache httpd 2.4 with mod_proxy_fcgi and mod_ssl: the package apache2-bin"
                    + " (Debian, Ubuntu), httpd and mod_ssl (Fedora, RHEL), apache2 (Alpine, openSUSE)";

    private final Path shared;
    private final Backend backend;
    private final Path application;
    private final Map<String, ?> applicationValues;
    private ChildProcess httpd;
    private int httpPort;
    private int httpsPort;

    public ApacheFrontEnd(Mode mode) throws IOException {
        this(mode, mode.label(), Backend.IDLE_TIMEOUT);
    }

    /** @param label names a mode with an idle timeout of its own */
    public ApacheFrontEnd(Mode mode, String label, Duration idleTimeout) throws IOException {
        super(NAME, label, work(label));
        this.shared = sharedDirectory();
        SlipwayBackend slipway = mode.unixSocket
                ? SlipwayBackend.unix(
                        directory(),
                        shared.resolve("fcgi"),
                        Account.root() ? Account.forWebServers().group() : null,
                        idleTimeout)
                : SlipwayBackend.tcp(directory(), idleTimeout);
        this.backend = slipway;
        this.application = Workplace.configuration(NAME).resolve(mode.template);
        this.applicationValues = Map.of(
                "contextPath",
                Workplace.CONTEXT_PATH,
                "enablereuse",
                mode.reuse ? "on" : "off",
                "backend",
                mode.unixSocket ? "unix:" + slipway.address() + "|fcgi://slipway" : "fcgi://" + slipway.address());
    }

    /**
     * In front of a backend that is started elsewhere.
     *
     * @param shared from {@link #sharedDirectory()}, removed with the temporary files
     * @param application what is in both virtual hosts, as it is
     */
    public ApacheFrontEnd(String label, Path shared, Path application, Backend backend) throws IOException {
        super(NAME, label, work(label));
        this.shared = shared;
        this.backend = backend;
        this.application = application;
        this.applicationValues = Map.of();
    }

    /** Where the configuration and the logs of this label go. */
    public static Path work(String label) throws IOException {
        return Workplace.work(NAME + "-" + label);
    }

    /** Outside the project: httpd's own account must get there, and a socket's path must be short. */
    public static Path sharedDirectory() throws IOException {
        return Files.createTempDirectory(
                "slipway-it", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
    }

    @Override
    public Backend backend() {
        return backend;
    }

    @Override
    public void start() throws IOException {
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
            if (restart || attempt == ATTEMPTS || !said.contains("could not bind to address")) {
                throw new IOException("httpd ended at its start:\n" + said);
            }
        }
    }

    /** False when it ended at once: a port may have been taken by somebody else, or the configuration is wrong. */
    private boolean run() throws IOException {
        Path configuration = configure();
        List<String> command =
                new ArrayList<>(List.of(httpd().toString(), "-DFOREGROUND", "-f", configuration.toString()));
        if (Account.root()) {
            command.add("-DAsRoot");
        }
        Files.deleteIfExists(console());
        httpd = ChildProcess.start("httpd", command, Map.of(), directory(), console());
        Await.until(
                "httpd accepts connections; see " + directory(),
                START_LIMIT,
                () -> !httpd.alive() || Ports.accepts(httpPort) && Ports.accepts(httpsPort));
        return httpd.alive();
    }

    private Path configure() throws IOException {
        Path documents = shared.resolve("documents");
        Files.createDirectories(
                documents, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Map<String, Object> values = new HashMap<>();
        values.put("directory", directory());
        values.put("documents", documents);
        values.put("modules", modules());
        values.put("httpPort", httpPort);
        values.put("httpsPort", httpsPort);
        values.put("certificate", Workplace.tls().certificatePem());
        values.put("key", Workplace.tls().keyPem());
        Account account = Account.root() ? Account.forWebServers() : new Account("", "");
        values.put("user", account.user());
        values.put("group", account.group());
        Template.copy(application, directory().resolve("application.conf"), applicationValues);
        return Template.copy(
                Workplace.configuration(NAME).resolve("httpd.conf"), directory().resolve("httpd.conf"), values);
    }

    @Override
    public void stop() {
        if (httpd != null) {
            httpd.close();
            httpd = null;
        }
    }

    @Override
    public void removeTemporaryFiles() throws IOException {
        Files.deleteIfExists(shared.resolve("documents"));
        Files.deleteIfExists(shared);
    }

    @Override
    public Server http() {
        return Server.http(httpPort);
    }

    @Override
    public Server https() {
        return Server.https(httpsPort, Workplace.tls().trusting());
    }

    @Override
    public List<Path> logs() {
        return List.of(console(), directory().resolve("error.log"), directory().resolve("access.log"));
    }

    private Path console() {
        return directory().resolve("console.log");
    }

    private static Path httpd() {
        return Installed.program(INSTALL, "apache2", "httpd", "httpd2");
    }

    private static Path modules() {
        return Installed.file(
                        INSTALL,
                        "mod_proxy_fcgi.so",
                        "/usr/lib/apache2/modules",
                        "/usr/lib64/httpd/modules",
                        "/usr/lib/httpd/modules",
                        "/usr/lib/apache2",
                        "/usr/lib64/apache2",
                        "/usr/local/apache2/modules",
                        "/usr/local/libexec/apache24",
                        "/usr/libexec/apache2")
                .getParent();
    }
}
