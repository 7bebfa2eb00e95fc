// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.slipway.fastcgi.testkit.Await;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.ResourceSnapshot;
import dev.slipway.fastcgi.testkit.WireScript;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ProcessorUtils;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server with one selector, so that whoever blocks would block all. */
@Timeout(120)
class HandOverExecutorTest {
    private static final int LARGE = 20_000_000;

    private final ResourceSnapshot before = ResourceSnapshot.now();
    private final ArrayByteBufferPool.Tracking pool = new ArrayByteBufferPool.Tracking();
    private final QueuedThreadPool threads = new QueuedThreadPool();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger blocked = new AtomicInteger();
    private final List<FastCgiPeer> peers = new ArrayList<>();
    private HandOverExecutor executor;
    private Server server;
    private ServerConnector connector;

    private void start(int maxThreads) {
        threads.setName("test-server");
        threads.setMaxThreads(maxThreads);
        threads.setMinThreads(Math.min(maxThreads, 4));
        server = new Server(threads, null, pool);
        executor = new HandOverExecutor(threads);
        connector = new ServerConnector(server, executor, null, null, 1, 1, new FastCgiConnectionFactory());
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                return answer(request, response, callback);
            }
        });
        LifeCycle.start(server);
    }

    private boolean answer(Request request, Response response, Callback callback) throws Exception {
        switch (request.getHttpURI().getPath()) {
            case "/block" -> {
                blocked.incrementAndGet();
                release.await();
                Content.Sink.write(response, true, "released", callback);
            }
            case "/large" -> {
                blocked.incrementAndGet();
                // blocks until the peer has read nearly all of it
                Content.Sink.write(response, false, ByteBuffer.allocate(LARGE));
                Content.Sink.write(response, true, "", callback);
            }
            default -> Content.Sink.write(response, true, "quick", callback);
        }
        return true;
    }

    @AfterEach
    void stop() throws Exception {
        release.countDown();
        for (FastCgiPeer peer : peers) {
            peer.close();
        }
        if (server != null) {
            LifeCycle.stop(server);
            Await.until(() -> pool.getLeaks().isEmpty(), TestServer.PATIENCE, pool::dumpLeaks);
            before.awaitNoNewThreads(name -> name.startsWith("test-server"), TestServer.PATIENCE);
        }
    }

    private FastCgiPeer connect() throws Exception {
        FastCgiPeer peer = FastCgiPeer.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort()), TestServer.PATIENCE);
        peers.add(peer);
        return peer;
    }

    private void awaitBlocked(int count) {
        Await.until(() -> blocked.get() >= count, TestServer.PATIENCE, () -> blocked + " of " + count + " block");
    }

    @Test
    void quickRequestsAreServedOneAfterTheOther() throws Exception {
        start(20);
        FastCgiPeer peer = connect();
        for (int i = 0; i < 2000; i++) {
            assertThat(peer.get("/").bodyText()).isEqualTo("quick");
        }
    }

    @Test
    void requestsThatBlockDelayNoOthers() throws Exception {
        start(200);
        FastCgiPeer quick = connect();
        int count = 100;
        for (int i = 0; i < count; i++) {
            connect().send(WireScript.getRequest(1, true, "/block"));
            assertThat(quick.get("/").bodyText()).isEqualTo("quick");
        }
        awaitBlocked(count);
        for (int i = 0; i < 1000; i++) {
            assertThat(quick.get("/").bodyText()).isEqualTo("quick");
        }
        release.countDown();
        for (FastCgiPeer peer : peers.subList(1, peers.size())) {
            assertThat(peer.readAnswer(1).bodyText()).isEqualTo("released");
        }
        assertThat(quick.get("/").bodyText()).isEqualTo("quick");
    }

    @Test
    void aRequestThatBlocksDelaysNoneOfItsConnection() throws Exception {
        start(200);
        FastCgiPeer peer = connect();
        assertThat(peer.get("/").bodyText()).isEqualTo("quick");
        int count = 50;
        WireScript all = new WireScript();
        for (int id = 1; id <= count; id++) {
            all.then(WireScript.getRequest(id, true, id % 10 == 1 ? "/block" : "/"));
        }
        peer.send(all);
        for (int id = 1; id <= count; id++) {
            if (id % 10 != 1) {
                assertThat(peer.readAnswer(id).bodyText()).isEqualTo("quick");
            }
        }
        awaitBlocked(5);
        release.countDown();
        for (int id = 1; id <= count; id += 10) {
            assertThat(peer.readAnswer(id).bodyText()).isEqualTo("released");
        }
    }

    /** When every thread waits for its socket, the selector must still be there to say that the socket is ready. */
    @Test
    void blockedWritersGoOnWhenAllThreadsAreTaken() throws Exception {
        start(8);
        int count = 30;
        for (int i = 0; i < count; i++) {
            connect().send(WireScript.getRequest(1, true, "/large"));
        }
        // the acceptor, the selector and who stands by need one each
        awaitBlocked(3);
        ExecutorService readers = Executors.newFixedThreadPool(count);
        try {
            List<Future<Integer>> lengths = new ArrayList<>();
            for (FastCgiPeer peer : peers) {
                lengths.add(readers.submit(() -> peer.readAnswer(1).bodyLength()));
            }
            for (Future<Integer> length : lengths) {
                assertThat(length.get(60, TimeUnit.SECONDS)).isEqualTo(LARGE);
            }
        } finally {
            readers.shutdownNow();
            assertThat(readers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aSelectorWithoutRequestsIsLeftAlone() throws Exception {
        start(20);
        FastCgiPeer peer = connect();
        for (int i = 0; i < 10; i++) {
            peer.get("/");
        }
        Await.until(() -> !somebodyLooks(), TestServer.PATIENCE, "the thread that stands by looks for ever");
    }

    /** Whether a thread stands by and does not sleep: it would look again and again, and cost something. */
    private static boolean somebodyLooks() {
        return Thread.getAllStackTraces().values().stream()
                .map(stack -> Stream.of(stack)
                        .filter(frame -> frame.getClassName().equals(Standby.class.getName()))
                        .map(StackTraceElement::getMethodName)
                        .toList())
                .anyMatch(methods -> methods.contains("awaitLongRequest") && !methods.contains("sleep"));
    }

    @Test
    void otherTasksAreThePoolsOwnAffair() throws Exception {
        start(20);
        CountDownLatch ran = new CountDownLatch(1);
        executor.execute(ran::countDown);
        assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
        CountDownLatch alsoRan = new CountDownLatch(1);
        Await.until(() -> executor.tryExecute(alsoRan::countDown), TestServer.PATIENCE, "no thread is reserved");
        assertThat(alsoRan.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aSelectorForEachProcessorButNotMoreThanThePoolCanServe() {
        QueuedThreadPool large = new QueuedThreadPool(16 * ProcessorUtils.availableProcessors());
        assertThat(HandOverExecutor.selectors(large)).isEqualTo(ProcessorUtils.availableProcessors());
        assertThat(HandOverExecutor.selectors(new QueuedThreadPool(8))).isEqualTo(1);
        assertThat(HandOverExecutor.selectors(Runnable::run)).isEqualTo(ProcessorUtils.availableProcessors());
    }

    @Test
    void anIntervalOfNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HandOverExecutor(threads, 0))
                .withMessage("interval 0 must be 1 or more");
    }
}
