// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.jettyfcgi;

import dev.slipway.fastcgi.benchmarks.application.AnswerServlet;
import dev.slipway.fastcgi.benchmarks.application.ServerProcess;
import java.nio.file.Path;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.fcgi.server.ServerFCGIConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty's own FastCGI connector: over TCP, and over the Unix socket that the argument names. */
public final class JettyFcgiServer {
    private JettyFcgiServer() {}

    public static void main(String[] args) throws Exception {
        Server server = new Server(new QueuedThreadPool(ServerProcess.MAX_THREADS));
        ServerConnector tcp = new ServerConnector(server, new ServerFCGIConnectionFactory(new HttpConfiguration()));
        tcp.setHost("127.0.0.1");
        tcp.setIdleTimeout(ServerProcess.IDLE_TIMEOUT_MILLIS);
        server.addConnector(tcp);
        UnixDomainServerConnector unix =
                new UnixDomainServerConnector(server, new ServerFCGIConnectionFactory(new HttpConfiguration()));
        unix.setUnixDomainPath(Path.of(args[0]));
        unix.setIdleTimeout(ServerProcess.IDLE_TIMEOUT_MILLIS);
        server.addConnector(unix);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new AnswerServlet(), "/");
        server.setHandler(context);
        server.start();
        ServerProcess.listening("fcgi=127.0.0.1:" + tcp.getLocalPort(), "unix=" + args[0]);
        ServerProcess.awaitEnd();
        server.stop();
    }
}
