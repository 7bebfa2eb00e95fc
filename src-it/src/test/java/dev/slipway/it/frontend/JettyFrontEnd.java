// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.frontend;

import dev.slipway.it.backend.Backend;
import dev.slipway.it.backend.JettyBackend;
import dev.slipway.it.backend.Workplace;
import dev.slipway.it.client.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** No web server at all: the clients talk to Jetty's HTTP connector. What holds here has to hold behind every other. */
public final class JettyFrontEnd extends FrontEnd {
    private final JettyBackend backend;

    /** @param purpose of the name of the directory for its files: there is more than one of these in a run */
    public JettyFrontEnd(String purpose, Duration idleTimeout) throws IOException {
        super("jetty", purpose, Workplace.work("jetty-" + purpose));
        this.backend = new JettyBackend(directory(), idleTimeout);
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
    public void kill() {
        throw new UnsupportedOperationException("there is no web server");
    }

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
