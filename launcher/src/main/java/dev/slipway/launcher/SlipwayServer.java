// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import dev.slipway.fastcgi.jetty.listen.ListenException;
import dev.slipway.launcher.deploy.ApplicationSettings;
import dev.slipway.launcher.deploy.Applications;
import dev.slipway.launcher.deploy.NothingDeployedException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;

/** The running program: applications, their listeners, and the way from start to stop. */
final class SlipwayServer {
    private final ProcessSettings process;
    private final PrintWriter out;
    private final Server server;
    private final RunningRequests requests = new RunningRequests();
    private final List<Listener> listeners;
    private final TemporaryDirectory temporary;
    private Optional<ClassArchive> archive = Optional.empty();
    private boolean ending;
    private volatile boolean serving;

    SlipwayServer(
            DeploymentOptions applications,
            ApplicationSettings applicationSettings,
            ConnectionSettings settings,
            List<ListenAddress> addresses,
            ProcessSettings process,
            DeploymentOutcome outcome,
            PrintWriter out)
            throws StartupException {
        this.process = process;
        this.out = out;
        server = new Server(process.threads());
        server.setStopTimeout(process.drainTimeout().toMillis());
        process.accessLog().ifPresent(server::setRequestLog);
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
        beginArchive();
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

    /** Not while {@link #endArchive} runs in another thread: it would leave what it does not see. */
    private synchronized void beginArchive() {
        if (!ending) {
            archive = ClassArchive.begin();
        }
    }

    private synchronized void endArchive() {
        ending = true;
        archive.ifPresent(ClassArchive::close);
    }

    /** Runs when the process ends, whatever ends it. */
    private void end() {
        endArchive();
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
        long running = requests.count();
        out.println("stopping"
                + (running == 0
                        ? ""
                        : ", requests running: " + running + ", waiting for them up to "
                                + process.drainTimeout().toSeconds() + " s"));
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
