// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import dev.slipway.fastcgi.jetty.listen.ListenException;
import dev.slipway.launcher.deploy.ApplicationSettings;
import dev.slipway.launcher.deploy.Applications;
import dev.slipway.launcher.deploy.NothingDeployedException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The running program: applications, their listeners, and the way from start to stop. */
final class SlipwayServer {
    private final Duration drainTimeout;
    private final PrintWriter out;
    private final Server server;
    private final GracefulHandler requests = new GracefulHandler();
    private final List<Listener> listeners;
    private final TemporaryDirectory temporary;
    private volatile boolean serving;

    SlipwayServer(
            DeploymentOptions applications,
            ApplicationSettings applicationSettings,
            ConnectionSettings settings,
            List<ListenAddress> addresses,
            Duration drainTimeout,
            DeploymentOutcome outcome,
            PrintWriter out)
            throws StartupException {
        this.drainTimeout = drainTimeout;
        this.out = out;
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("slipway");
        server = new Server(threads);
        server.setStopTimeout(drainTimeout.toMillis());
        server.setHandler(requests);
        listeners = addresses.stream()
                .map(address -> new Listener(address, server, settings))
                .toList();
        listeners.forEach(listener -> server.addConnector(listener.connector()));
        temporary = TemporaryDirectory.create();
        server.setTempDirectory(temporary.path().toFile());
        ContextHandlerCollection contexts = new ContextHandlerCollection();
        requests.setHandler(new WebSocketRefusal(contexts));
        server.addBean(new Applications(
                server, contexts, applications.applications(), applications.webapps(), applicationSettings, outcome));
    }

    /**
     * Serves until the process is told to end.
     *
     * @return false if there is no application to serve
     */
    boolean run() throws StartupException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "slipway-end"));
        out.println(Version.line());
        for (Listener listener : listeners) {
            listener.claim();
        }
        if (!start()) {
            return false;
        }
        serving = true;
        for (Listener listener : listeners) {
            out.println("listening on " + listener.address());
        }
        out.flush();
        server.join();
        return true;
    }

    private boolean start() throws StartupException {
        try {
            server.start();
            return true;
        } catch (NothingDeployedException e) {
            return false;
        } catch (ListenException e) {
            throw new StartupException(e.getMessage());
        } catch (Exception e) {
            throw new StartupException("cannot start: " + e.getMessage(), e);
        }
    }

    /** Runs when the process ends, whatever ends it. */
    private void end() {
        if (serving) {
            drain();
        }
        listeners.forEach(Listener::close);
        temporary.close();
        if (serving && ProcessEnd.isSignal()) {
            // A JVM that is told to end by a signal exits with 128 + its number, which looks like a crash.
            Runtime.getRuntime().halt(0);
        }
    }

    private void drain() {
        long running = requests.getCurrentRequestCount();
        out.println("stopping"
                + (running == 0
                        ? ""
                        : ", requests running: " + running + ", waiting for them up to " + drainTimeout.toSeconds()
                                + " s"));
        out.flush();
        try {
            server.stop();
        } catch (Exception e) {
            out.println("stopped before everything had ended: " + e);
        }
        out.println("stopped");
        out.flush();
    }
}
