// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.testkit.Await;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A Jetty with a FastCGI connector on loopback and a buffer pool that knows who has not released what. */
final class TestServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ArrayByteBufferPool.Tracking pool = new ArrayByteBufferPool.Tracking();
    private final FastCgiConnectionFactory factory = new FastCgiConnectionFactory(new HttpConfiguration());
    private final Server server;
    private final ServerConnector connector;

    TestServer(Handler handler) {
        this(handler, connector -> {});
    }

    TestServer(Handler handler, Consumer<ServerConnector> configuration) {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("test-server");
        server = new Server(threads, null, pool);
        connector = new ServerConnector(server, 1, 1, factory);
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        configuration.accept(connector);
        server.addConnector(connector);
        server.setHandler(handler);
        LifeCycle.start(server);
    }

    FastCgiConnectionFactory factory() {
        return factory;
    }

    ServerConnector connector() {
        return connector;
    }

    Server server() {
        return server;
    }

    FastCgiPeer connect() throws IOException {
        return FastCgiPeer.connect(address());
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    }

    /** Waits until no buffer is in use: an idle connection holds none. */
    void awaitNoBuffers() {
        Await.until(() -> pool.getLeaks().isEmpty(), PATIENCE, () -> "buffers in use: " + pool.dumpLeaks());
    }

    /** Stops; every buffer has to be back in the pool by then. */
    @Override
    public void close() {
        LifeCycle.stop(server);
        awaitNoBuffers();
    }
}
