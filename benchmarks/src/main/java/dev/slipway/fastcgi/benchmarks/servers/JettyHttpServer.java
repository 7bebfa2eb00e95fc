// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.servers;

import dev.slipway.fastcgi.benchmarks.application.AnswerServlet;
import dev.slipway.fastcgi.benchmarks.application.ServerProcess;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty with HTTP/1.1, in the version that Slipway is made of. */
public final class JettyHttpServer {
    private JettyHttpServer() {}

    public static void main(String[] args) throws Exception {
        Server server = new Server(new QueuedThreadPool(ServerProcess.MAX_THREADS));
        ServerConnector http = new ServerConnector(server);
        http.setHost("127.0.0.1");
        http.setIdleTimeout(ServerProcess.IDLE_TIMEOUT_MILLIS);
        server.addConnector(http);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new AnswerServlet(), "/");
        server.setHandler(context);
        server.start();
        ServerProcess.listening("http=127.0.0.1:" + http.getLocalPort());
        ServerProcess.awaitEnd();
        server.stop();
    }
}
