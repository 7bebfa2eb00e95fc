// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.frontend;

import dev.slipway.it.backend.Backend;
import dev.slipway.it.backend.SlipwayBackend;
import dev.slipway.it.backend.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** nginx with its ngx_http_fastcgi_module. */
public final class NginxFrontEnd extends ProcessFrontEnd {
    /** The ways to reach a backend: a kind of socket, whether connections are kept, and which bodies are stored first. */
    public enum Mode {
        TCP(false, false, true, true),
        TCP_KEEP(false, true, true, true),
        UNIX_KEEP_UNBUFFERED(true, true, true, false),
        TCP_STREAMED(false, false, false, false);

        private final boolean unixSocket;
        private final boolean keep;
        private final boolean requestBuffering;
        private final boolean buffering;

        Mode(boolean unixSocket, boolean keep, boolean requestBuffering, boolean buffering) {
            this.unixSocket = unixSocket;
            this.keep = keep;
            this.requestBuffering = requestBuffering;
            this.buffering = buffering;
        }

        private String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public static final String NAME = "nginx";
    private static final String INSTALL =
            "install nginx with its FastCGI and TLS modules: the package nginx (Debian, Ubuntu, Fedora, Alpine)";

    public NginxFrontEnd(Mode mode) throws IOException {
        this(mode, mode.label(), Backend.IDLE_TIMEOUT);
    }

    /** @param label names a mode with an idle timeout of its own */
    public NginxFrontEnd(Mode mode, String label, Duration idleTimeout) throws IOException {
        this(mode, label, sharedDirectory(), idleTimeout);
    }

    private NginxFrontEnd(Mode mode, String label, Path shared, Duration idleTimeout) throws IOException {
        this(mode, label, shared, slipway(work(NAME, label), shared, mode.unixSocket, idleTimeout));
    }

    private NginxFrontEnd(Mode mode, String label, Path shared, SlipwayBackend slipway) throws IOException {
        super(
                NAME,
                label,
                shared,
                slipway,
                new Application(
                        Workplace.configuration(NAME).resolve("application.conf"),
                        Map.of(
                                "contextPath",
                                Workplace.CONTEXT_PATH,
                                "backend",
                                (mode.unixSocket ? "unix:" : "") + slipway.address(),
                                "keepalive",
                                mode.keep ? "keepalive 16;" : "",
                                "keepConn",
                                onOrOff(mode.keep),
                                "buffering",
                                onOrOff(mode.buffering),
                                "requestBuffering",
                                onOrOff(mode.requestBuffering))));
    }

    private static String onOrOff(boolean on) {
        return on ? "on" : "off";
    }

    /**
     * In front of a backend that is started elsewhere.
     *
     * @param shared from {@link #sharedDirectory()}, removed with the temporary files
     * @param application what is in the section http, with placeholders for the ports
     */
    public NginxFrontEnd(String label, Path shared, Path application, Backend backend) throws IOException {
        super(NAME, label, shared, backend, new Application(application, Map.of()));
    }

    @Override
    protected String template() {
        return "nginx.conf";
    }

    @Override
    protected List<String> command(Path configuration) throws IOException {
        Path params = Installed.file(
                INSTALL, "fastcgi_params", "/etc/nginx", "/usr/local/etc/nginx", "/usr/local/nginx/conf");
        Files.copy(params, directory().resolve(params.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        return List.of(
                Installed.program(INSTALL, "nginx").toString(),
                "-p",
                directory().toString(),
                "-e",
                directory().resolve("error.log").toString(),
                "-c",
                configuration.toString());
    }

    @Override
    protected String sayingThatAPortIsTaken() {
        return "Address already in use";
    }

    /** Without root, nginx stays who it is. */
    @Override
    protected Map<String, ?> values() throws IOException {
        if (!Account.root()) {
            return Map.of("userLine", "");
        }
        Account account = Account.forWebServers();
        return Map.of("userLine", "user " + account.user() + " " + account.group() + ";");
    }
}
