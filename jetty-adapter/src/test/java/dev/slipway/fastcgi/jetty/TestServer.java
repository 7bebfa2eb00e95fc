// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.Await;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.ResourceSnapshot;
import dev.slipway.fastcgi.testkit.WireRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A Jetty with a FastCGI connector on loopback, and a buffer pool that knows who has not released what.
 *
 * <p>Nothing may be left when it is closed: no buffer, no thread, no descriptor. So close the peers first.
 */
final class TestServer implements AutoCloseable {
    /** How long the tests wait for what will come. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** How long the tests wait for what must not come. */
    static final Duration QUIET = Duration.ofMillis(60);

    private static final AtomicBoolean WARM = new AtomicBoolean();

    /** What a test has in the place of a web application. */
    @FunctionalInterface
    interface Application {
        void handle(Request request, Response response, Callback callback) throws Exception;
    }

    private final boolean checked;
    private final ResourceSnapshot before;
    private final ArrayByteBufferPool.Tracking pool = new ArrayByteBufferPool.Tracking();
    private final HttpConfiguration configuration = new HttpConfiguration();
    private final FastCgiConnectionFactory factory = new FastCgiConnectionFactory(configuration);
    private final QueuedThreadPool threads = new QueuedThreadPool();
    private final Server server;
    private final ServerConnector connector;
    private ServerConnector http;

    TestServer(Application application) {
        this(handler(application));
    }

    TestServer(Application application, Consumer<TestServer> beforeStart) {
        this(handler(application), beforeStart);
    }

    TestServer(Handler handler) {
        this(handler, server -> {});
    }

    TestServer(Handler handler, Consumer<TestServer> beforeStart) {
        this(handler, beforeStart, true);
    }

    private TestServer(Application application, boolean checked) {
        this(handler(application), server -> {}, checked);
    }

    private TestServer(Handler handler, Consumer<TestServer> beforeStart, boolean checked) {
        this.checked = checked;
        if (checked && WARM.compareAndSet(false, true)) {
            warmUp();
        }
        before = ResourceSnapshot.now();
        threads.setName("test-server");
        server = new Server(threads, null, pool);
        connector = new ServerConnector(server, 1, 1, factory);
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(connector);
        server.setHandler(handler);
        beforeStart.accept(this);
        LifeCycle.start(server);
    }

    /** What is opened once and for all is no leak. */
    private static void warmUp() {
        try (TestServer server = new TestServer((request, response, callback) -> callback.succeeded(), false);
                FastCgiPeer peer = server.connect()) {
            peer.get("/");
            new SecureRandom().nextInt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server of servlets under the context path {@code /}. */
    static TestServer ofServlets(Consumer<ServletContextHandler> setup) {
        return new TestServer(servlets(setup));
    }

    /** Servlets under the context path {@code /}. */
    static ServletContextHandler servlets(Consumer<ServletContextHandler> setup) {
        ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.SESSIONS);
        setup.accept(context);
        return context;
    }

    private static Handler handler(Application application) {
        return new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                application.handle(request, response, callback);
                return true;
            }
        };
    }

    FastCgiConnectionFactory factory() {
        return factory;
    }

    HttpConfiguration configuration() {
        return configuration;
    }

    ServerConnector connector() {
        return connector;
    }

    Server server() {
        return server;
    }

    QueuedThreadPool threads() {
        return threads;
    }

    /** Adds a listener on a Unix-domain socket; call before the start. */
    void listenOn(Path socket) {
        UnixDomainServerConnector unix = new UnixDomainServerConnector(server, 1, 1, factory);
        unix.setUnixDomainPath(socket);
        server.addConnector(unix);
    }

    /** Adds Jetty's own HTTP connector, to compare with; call before the start. */
    ServerConnector addHttp() {
        http = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        http.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(http);
        return http;
    }

    InetSocketAddress httpAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), http.getLocalPort());
    }

    FastCgiPeer connect() throws IOException {
        return FastCgiPeer.connect(address(), PATIENCE);
    }

    static FastCgiPeer connect(Path socket) throws IOException {
        return FastCgiPeer.connect(UnixDomainSocketAddress.of(socket), PATIENCE);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    }

    /** Whether all of the response is here, and only END_REQUEST is awaited. */
    static boolean stdoutEnded(Answer answer) {
        List<WireRecord> records = answer.records();
        return !records.isEmpty() && records.get(records.size() - 1).content().length == 0;
    }

    /** The memory of all buffers that the pool has ever made and still knows, in bytes. */
    long pooledMemory() {
        return pool.getDirectMemory() + pool.getHeapMemory();
    }

    /** Waits until no buffer is in use: an idle connection holds none. */
    void awaitNoBuffers() {
        Await.until(() -> pool.getLeaks().isEmpty(), PATIENCE, () -> "buffers in use: " + pool.dumpLeaks());
    }

    /** Waits until a connection is open, so that stopping does not meet it half accepted. */
    void awaitConnection() {
        Await.until(() -> !connections().isEmpty(), PATIENCE, "no connection was accepted");
    }

    /** Waits until no connection is open, through whatever connector. */
    void awaitNoConnections() {
        Await.until(() -> connections().isEmpty(), PATIENCE, () -> "connections open: " + connections());
    }

    private List<EndPoint> connections() {
        return Stream.of(server.getConnectors())
                .flatMap(each -> each.getConnectedEndPoints().stream())
                .toList();
    }

    /** Stops; nothing may be left by then. */
    @Override
    public void close() {
        LifeCycle.stop(server);
        awaitNoBuffers();
        if (checked) {
            before.awaitNoNewThreads(name -> name.startsWith("test-server") || name.startsWith("Scheduler"), PATIENCE);
            before.awaitNoMoreDescriptors(PATIENCE);
        }
    }
}
