// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.frontend;

import dev.slipway.it.backend.Backend;
import dev.slipway.it.backend.JettyBackend;
import dev.slipway.it.backend.Workplace;
import dev.slipway.it.client.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** No web server at all: the clients talk to Jetty's HTTP connector. What holds here has to hold behind every other. */
public final class JettyFrontEnd extends FrontEnd {
    private final JettyBackend backend;

    public JettyFrontEnd(String purpose) throws IOException {
        super("jetty", "http-connector", Workplace.work("jetty-" + purpose));
        this.backend = new JettyBackend(directory());
    }

    @Override
    public Backend backend() {
        return backend;
    }

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public Server http() {
        return backend.http();
    }

    @Override
    public Server https() {
        return backend.https();
    }

    @Override
    public List<Path> logs() {
        return List.of();
    }

    @Override
    public boolean answersWithoutBackend() {
        return false;
    }
}
