// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.frontend;

import dev.slipway.it.backend.Backend;
import dev.slipway.it.backend.SlipwayBackend;
import dev.slipway.it.backend.Workplace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Caddy, which makes a connection for each request. */
public final class CaddyFrontEnd extends ProcessFrontEnd {
    public static final String NAME = "caddy";
    private static final String INSTALL = "install Caddy 2: the package caddy";

    private static final String MODE = "tcp";

    private final boolean whole;

    public CaddyFrontEnd() throws IOException {
        this(sharedDirectory());
    }

    private CaddyFrontEnd(Path shared) throws IOException {
        this(shared, slipway(work(NAME, MODE), shared, false, Backend.IDLE_TIMEOUT));
    }

    private CaddyFrontEnd(Path shared, SlipwayBackend slipway) throws IOException {
        this(
                MODE,
                shared,
                slipway,
                new Application(
                        Workplace.configuration(NAME).resolve("reverse-proxy.conf"),
                        Map.of("address", slipway.address())));
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
