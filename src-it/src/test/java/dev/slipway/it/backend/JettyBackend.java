// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.backend;

import dev.slipway.it.client.Server;
import dev.slipway.it.process.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The reference: the same application behind Jetty's own HTTP connector, which needs no web server. */
public final class JettyBackend extends Backend {
    private final Duration idleTimeout;
    private final int httpPort;
    private final int httpsPort;

    public JettyBackend(Path directory, Duration idleTimeout) throws IOException {
        super("jetty", directory);
        this.idleTimeout = idleTimeout;
        this.httpPort = Ports.free();
        this.httpsPort = Ports.free();
    }

    public Server http() {
        return Server.http(httpPort);
    }

    public Server https() {
        return Server.https(httpsPort, Workplace.tls().trusting());
    }

    @Override
    protected List<String> command() {
        return List.of(
                Workplace.javaTool("java"),
                "-cp",
                System.getProperty("java.class.path"),
                JettyBackendMain.class.getName(),
                Workplace.sampleWar().toString(),
                Workplace.CONTEXT_PATH,
                URI_COMPLIANCE,
                Workplace.tls().keyStore().toString(),
                Integer.toString(httpPort),
                Integer.toString(httpsPort),
                Long.toString(idleTimeout.toMillis()));
    }
}
