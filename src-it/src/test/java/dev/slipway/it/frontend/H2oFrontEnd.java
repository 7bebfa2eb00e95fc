// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.frontend;

import dev.slipway.it.backend.Backend;
import dev.slipway.it.backend.SlipwayBackend;
import dev.slipway.it.backend.Workplace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** H2O. */
public final class H2oFrontEnd extends ProcessFrontEnd {
    public static final String NAME = "h2o";
    private static final String INSTALL = "install H2O 2.2: the package h2o";

    private static final String MODE = "keepalive-tcp";

    private final boolean whole;

    public H2oFrontEnd() throws IOException {
        this(sharedDirectory());
    }

    private H2oFrontEnd(Path shared) throws IOException {
        this(shared, slipway(work(NAME, MODE), shared, false, Backend.IDLE_TIMEOUT));
    }

    private H2oFrontEnd(Path shared, SlipwayBackend slipway) throws IOException {
        this(
                MODE,
                shared,
                slipway,
                new Application(
                        Workplace.configuration(NAME).resolve("tcp.conf"),
                        Map.of(
                                "address",
                                slipway.address(),
                                "port",
                                slipway.address().replaceFirst(".*:", ""))));
    }

    private H2oFrontEnd(String label, Path shared, Backend backend, Application application) throws IOException {
        super(NAME, label, shared, backend, application);
        this.whole = false;
    }

    /**
     * In front of a backend that is made elsewhere.
     *
     * @param shared from {@link #sharedDirectory()}, removed with the temporary files
     * @param configuration all of it, with placeholders for the ports and the keys
     */
    public H2oFrontEnd(String label, Path shared, Path configuration, Backend backend) throws IOException {
        super(NAME, label, shared, backend, new Application(configuration, Map.of()));
        this.whole = true;
    }

    @Override
    protected String template() {
        return "h2o.conf";
    }

    @Override
    protected List<String> command(Path configuration) {
        return List.of(
                Installed.program(INSTALL, "h2o").toString(),
                "-m",
                "worker",
                "-c",
                (whole ? directory().resolve("application.conf") : configuration).toString());
    }

    @Override
    protected Map<String, ?> values() throws IOException {
        return Map.of(
                "account", Account.root() ? "user: " + Account.forWebServers().user() : "");
    }

    @Override
    protected String sayingThatAPortIsTaken() {
        return "Address already in use";
    }
}
