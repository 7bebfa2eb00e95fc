// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import dev.slipway.it.backend.Backend;
import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Request;
import dev.slipway.it.client.Response;
import dev.slipway.it.client.Server;
import dev.slipway.it.frontend.FrontEnd;
import dev.slipway.it.process.LogTail;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** A web server with a backend behind it, both running: what the scenarios talk to. */
public final class Deployment implements AutoCloseable {
    private final FrontEnd frontEnd;
    private final Backend backend;
    private final Map<Class<?>, Object> findings = new HashMap<>();
    private boolean deviating;

    private Deployment(FrontEnd frontEnd) {
        this.frontEnd = frontEnd;
        this.backend = frontEnd.backend();
    }

    public static Deployment start(FrontEnd frontEnd) throws IOException {
        Deployment deployment = new Deployment(frontEnd);
        try {
            deployment.backend.start();
            frontEnd.start();
            return deployment;
        } catch (IOException | RuntimeException | Error e) {
            e.addSuppressed(deployment.logTail());
            deployment.stop();
            throw e;
        }
    }

    public FrontEnd frontEnd() {
        return frontEnd;
    }

    public Backend backend() {
        return backend;
    }

    public Server http() {
        return frontEnd.http();
    }

    public Server https() {
        return frontEnd.https();
    }

    /** Whether the scenario that is going on has to fail here, as a {@code Deviation} says. */
    public boolean deviating() {
        return deviating;
    }

    void deviating(boolean now) {
        deviating = now;
    }

    /** What one of the scenarios has found out with some effort, for those that look at another side of it. */
    public <T> T once(Class<T> kind, Callable<T> finding) throws Exception {
        if (!findings.containsKey(kind)) {
            findings.put(kind, finding.call());
        }
        return kind.cast(findings.get(kind));
    }

    /** One request over http, on a connection of its own. */
    public Response exchange(Request request) throws IOException {
        return Connection.exchange(http(), request);
    }

    public LogTail logTail() {
        List<Path> logs = new ArrayList<>(frontEnd.logs());
        logs.add(backend.log());
        return LogTail.of(logs);
    }

    /** Fails unless the backend has closed all that the web server opened; then everything is as after the start. */
    public void settle() throws IOException {
        frontEnd.stop();
        backend.awaitNothingLeftOpen();
        frontEnd.start();
    }

    /** Ends both, and fails if anything is left of them. */
    @Override
    public void close() throws IOException {
        try {
            frontEnd.stop();
            backend.awaitNothingLeftOpen();
        } finally {
            stop();
        }
    }

    private void stop() throws IOException {
        try {
            frontEnd.stop();
        } finally {
            backend.stop();
            frontEnd.removeTemporaryFiles();
        }
    }
}
