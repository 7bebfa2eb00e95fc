// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import dev.slipway.fastcgi.jetty.listen.ListenException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;

/** The running program: an application, its listeners, and the way from start to stop. */
final class SlipwayServer {
    private final WebApplication application;
    private final ProcessSettings process;
    private final PrintWriter out;
    private final Server server;
    private final RunningRequests requests = new RunningRequests();
    private final List<Listener> listeners;
    private final TemporaryDirectory temporary;
    private volatile Optional<ClassArchive> archive = Optional.empty();
    private volatile boolean serving;

    SlipwayServer(
            WebApplication application,
            ConnectionSettings settings,
            List<ListenAddress> addresses,
            ProcessSettings process,
            PrintWriter out)
            throws StartupException {
        this.application = application;
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
    }

    /** Serves until the process is told to end. */
    void run() throws StartupException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "slipway-end"));
        out.println(Version.line());
        for (Listener listener : listeners) {
            listener.claim();
        }
        start();
        serving = true;
        out.println("serving " + application.war().path() + " at "
                + application.contextPath().value());
        for (Listener listener : listeners) {
            out.println("listening on " + listener.address());
        }
        out.flush();
        archive = ClassArchive.begin();
        server.join();
    }

    private void start() throws StartupException {
        WebAppContext context = application.context(temporary.path());
        requests.setHandler(context);
        try {
            server.start();
        } catch (Throwable e) { // An application with classes that do not fit together fails with an Error.
            if (context.getUnavailableException() != null) {
                throw new StartupException(
                        application.war().path() + " cannot be deployed: " + DeploymentFailure.explain(context, e), e);
            }
            if (e instanceof ListenException) {
                throw new StartupException(e.getMessage());
            }
            throw new StartupException("cannot start: " + e.getMessage(), e);
        }
    }

    /** Runs when the process ends, whatever ends it. */
    private void end() {
        archive.ifPresent(ClassArchive::close);
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
