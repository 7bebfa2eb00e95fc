// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.servers;

import dev.slipway.fastcgi.benchmarks.application.AnswerServlet;
import dev.slipway.fastcgi.benchmarks.application.ServerProcess;
import dev.slipway.fastcgi.jetty.FastCgiConnectionFactory;
import dev.slipway.fastcgi.jetty.HandOverExecutor;
import java.nio.file.Path;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Slipway in Jetty's plain connectors: over TCP, over the Unix socket that the argument names, and over TCP with the
 * executor and the number of selectors that Jetty gives its connectors.
 */
public final class SlipwayServer {
    private SlipwayServer() {}

    public static void main(String[] args) throws Exception {
        Server server = new Server(new QueuedThreadPool(ServerProcess.MAX_THREADS));
        int selectors = HandOverExecutor.selectors(server.getThreadPool());
        ServerConnector tcp = new ServerConnector(
                server,
                new HandOverExecutor(server.getThreadPool()),
                null,
                null,
                1,
                selectors,
                new FastCgiConnectionFactory());
        addLoopback(server, tcp);
        UnixDomainServerConnector unix = new UnixDomainServerConnector(
                server,
                new HandOverExecutor(server.getThreadPool()),
                null,
                null,
                1,
                selectors,
                new FastCgiConnectionFactory());
        unix.setUnixDomainPath(Path.of(args[0]));
        unix.setIdleTimeout(ServerProcess.IDLE_TIMEOUT_MILLIS);
        server.addConnector(unix);
        ServerConnector plain = new ServerConnector(server, new FastCgiConnectionFactory());
        addLoopback(server, plain);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new AnswerServlet(), "/");
        server.setHandler(context);
        server.start();
        ServerProcess.listening(
                "fcgi=127.0.0.1:" + tcp.getLocalPort(),
                "unix=" + args[0],
                "jettys-executor=127.0.0.1:" + plain.getLocalPort());
        ServerProcess.awaitEnd();
        server.stop();
    }

    private static void addLoopback(Server server, ServerConnector connector) {
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(ServerProcess.IDLE_TIMEOUT_MILLIS);
        server.addConnector(connector);
    }
}
