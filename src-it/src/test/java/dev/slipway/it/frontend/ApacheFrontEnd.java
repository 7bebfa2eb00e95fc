// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.frontend;

import dev.slipway.it.backend.Backend;
import dev.slipway.it.backend.SlipwayBackend;
import dev.slipway.it.backend.Workplace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Apache httpd, as it is with mod_proxy_fcgi. */
public class ApacheFrontEnd extends ProcessFrontEnd {
    /** The ways to reach a backend: a template, a kind of socket, and whether connections are kept. */
    public enum Mode {
        PROXYPASS_TCP_REUSE("proxypass.conf", false, true),
        PROXYPASS_TCP_NO_REUSE("proxypass.conf", false, false),
        PROXYPASS_UNIX_REUSE("proxypass.conf", true, true),
        PROXYPASS_UNIX_NO_REUSE("proxypass.conf", true, false),
        SETHANDLER_TCP("sethandler.conf", false, true),
        SETHANDLER_UNIX("sethandler.conf", true, true),
        BALANCER_UNIX("balancer.conf", true, true);

        private final String template;
        private final boolean unixSocket;
        private final boolean reuse;

        Mode(String template, boolean unixSocket, boolean reuse) {
            this.template = template;
            this.unixSocket = unixSocket;
            this.reuse = reuse;
        }

        private String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public static final String NAME = "apache";
    private static final String INSTALL =
            "install Apache httpd 2.4 with mod_proxy_fcgi, mod_http2 and mod_ssl: the package apache2-bin"
                    + " (Debian, Ubuntu), httpd and mod_ssl (Fedora, RHEL), apache2 (Alpine, openSUSE)";

    public ApacheFrontEnd(Mode mode) throws IOException {
        this(mode, mode.label(), Backend.IDLE_TIMEOUT);
    }

    /** @param label names a mode with an idle timeout of its own */
    public ApacheFrontEnd(Mode mode, String label, Duration idleTimeout) throws IOException {
        this(mode, label, sharedDirectory(), idleTimeout);
    }

    private ApacheFrontEnd(Mode mode, String label, Path shared, Duration idleTimeout) throws IOException {
        this(mode, label, shared, slipway(work(NAME, label), shared, mode.unixSocket, idleTimeout));
    }

    private ApacheFrontEnd(Mode mode, String label, Path shared, SlipwayBackend slipway) throws IOException {
        super(
                NAME,
                label,
                shared,
                slipway,
                new Application(
                        Workplace.configuration(NAME).resolve(mode.template),
                        Map.of(
                                "contextPath",
                                Workplace.CONTEXT_PATH,
                                "enablereuse",
                                mode.reuse ? "on" : "off",
                                "backend",
                                mode.unixSocket
                                        ? "unix:" + slipway.address() + "|fcgi://slipway"
                                        : "fcgi://" + slipway.address())));
    }

    /**
     * In front of a backend that is started elsewhere.
     *
     * @param shared from {@link #sharedDirectory()}, removed with the temporary files
     * @param application what is in both virtual hosts, as it is
     */
    public ApacheFrontEnd(String label, Path shared, Path application, Backend backend) throws IOException {
        super(NAME, label, shared, backend, new Application(application, Map.of()));
    }

    /** With another module between httpd and the backend. */
    protected ApacheFrontEnd(String label, Path shared, Backend backend, Application application) throws IOException {
        super(NAME, label, shared, backend, application);
    }

    @Override
    protected final String template() {
        return "httpd.conf";
    }

    @Override
    protected List<String> command(Path configuration) {
        List<String> command = new ArrayList<>(List.of(
                Installed.program(INSTALL, "apache2", "httpd", "httpd2").toString(),
                "-DFOREGROUND",
                "-f",
                configuration.toString()));
        if (Account.root()) {
            command.add("-DAsRoot");
        }
        return command;
    }

    @Override
    protected final String sayingThatAPortIsTaken() {
        return "could not bind to address";
    }

    @Override
    protected Map<String, ?> values() throws IOException {
        Account account = Account.root() ? Account.forWebServers() : new Account("", "");
        return Map.of("modules", modules(), "shared", shared(), "user", account.user(), "group", account.group());
    }

    /** The directory of httpd's modules. */
    static Path modules() {
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
