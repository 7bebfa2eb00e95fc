// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.soak;

import dev.slipway.fastcgi.jetty.FastCgiConnectionFactory;
import dev.slipway.fastcgi.jetty.HandOverExecutor;
import dev.slipway.fastcgi.jetty.listen.UnixConnector;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty with a FastCGI connector on loopback and one on a Unix socket, and a pool that knows who has not released what. */
final class SoakServer implements AutoCloseable {
    /** A busy machine must not be taken for a peer that stalls. */
    private static final long PATIENCE_MILLIS = 60_000;

    /** One thread for each connector's selector. */
    private static final int STANDING_BY = 2;

    private final ArrayByteBufferPool.Tracking pool = new ArrayByteBufferPool.Tracking();
    private final Server server;
    private final ServerConnector tcp;
    private final UnixConnector unix;

    /**
     * Starts.
     *
     * @param socket where the Unix socket is made
     * @param threads exactly as many as the pool has: one for each request at once, so that none waits for another's thread
     */
    SoakServer(Path socket, int threads) {
        QueuedThreadPool executor = new QueuedThreadPool(threads + STANDING_BY, threads + STANDING_BY);
        server = new Server(executor, null, pool);
        tcp = new ServerConnector(server, new HandOverExecutor(executor), null, null, 1, 1, factory());
        tcp.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        unix = new UnixConnector(server, new HandOverExecutor(executor), socket, factory());
        tcp.setIdleTimeout(PATIENCE_MILLIS);
        unix.setIdleTimeout(PATIENCE_MILLIS);
        server.addConnector(tcp);
        server.addConnector(unix);
        ServletContextHandler context = new ServletContextHandler("/");
        ServletHolder holder = new ServletHolder(new SoakServlet());
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/");
        server.setHandler(context);
        LifeCycle.start(server);
    }

    private static FastCgiConnectionFactory factory() {
        FastCgiConnectionFactory factory = new FastCgiConnectionFactory();
        factory.setMaxRequestsPerConnection(MultiplexingClient.AT_ONCE);
        factory.setParamsTimeout(PATIENCE_MILLIS);
        factory.setStdinStallTimeout(PATIENCE_MILLIS);
        return factory;
    }

    /** Where to connect to. */
    List<SocketAddress> addresses() {
        return List.of(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp.getLocalPort()),
                UnixDomainSocketAddress.of(unix.getPath()));
    }

    /** How many buffers are in use. */
    int buffersInUse() {
        return pool.getLeaks().size();
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }
}
