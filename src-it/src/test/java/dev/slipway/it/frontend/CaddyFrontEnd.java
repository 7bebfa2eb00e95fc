// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.frontend;

import dev.slipway.it.backend.Backend;
import dev.slipway.it.backend.SlipwayBackend;
import dev.slipway.it.backend.Workplace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Caddy, which makes a connection for each request. */
public final class CaddyFrontEnd extends ProcessFrontEnd {
    /** The ways to reach a backend. */
    public enum Mode {
        TCP("reverse-proxy.conf", false),
        UNIX("reverse-proxy.conf", true);

        private final String template;
        private final boolean unixSocket;

        Mode(String template, boolean unixSocket) {
            this.template = template;
            this.unixSocket = unixSocket;
        }

        private String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public static final String NAME = "caddy";
    private static final String INSTALL = "install Caddy 2: the package caddy";

    private final boolean whole;

    public CaddyFrontEnd(Mode mode) throws IOException {
        this(mode, sharedDirectory());
    }

    private CaddyFrontEnd(Mode mode, Path shared) throws IOException {
        this(mode, shared, slipway(work(NAME, mode.label()), shared, mode.unixSocket, Backend.IDLE_TIMEOUT));
    }

    private CaddyFrontEnd(Mode mode, Path shared, SlipwayBackend slipway) throws IOException {
        this(
                mode.label(),
                shared,
                slipway,
                new Application(
                        Workplace.configuration(NAME).resolve(mode.template),
                        Map.of("address", mode.unixSocket ? "unix/" + slipway.address() : slipway.address())));
    }

    private CaddyFrontEnd(String label, Path shared, Backend backend, Application application) throws IOException {
        super(NAME, label, shared, backend, application);
        this.whole = false;
    }

    /**
     * In front of a backend that is made elsewhere.
     *
     * @param shared from {@link #sharedDirectory()}, removed with the temporary files
     * @param configuration all of it, with placeholders for the ports and the keys
     */
    public CaddyFrontEnd(String label, Path shared, Path configuration, Backend backend) throws IOException {
        super(NAME, label, shared, backend, new Application(configuration, Map.of()));
        this.whole = true;
    }

    @Override
    protected String template() {
        return "caddy.conf";
    }

    @Override
    protected List<String> command(Path configuration) {
        return List.of(
                Installed.program(INSTALL, "caddy").toString(),
                "run",
                "--adapter",
                "caddyfile",
                "--config",
                (whole ? directory().resolve("application.conf") : configuration).toString());
    }

    @Override
    protected String sayingThatAPortIsTaken() {
        return "address already in use";
    }
}
