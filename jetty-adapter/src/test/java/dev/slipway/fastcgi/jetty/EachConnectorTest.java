// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.jetty.Client.Reply;
import dev.slipway.fastcgi.jetty.listen.UnixConnector;
import dev.slipway.fastcgi.testkit.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ConnectionStatistics;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.AcceptRateLimit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.LowResourceMonitor;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.DoSHandler;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.server.handler.StatisticsHandler;
import org.eclipse.jetty.server.handler.ThreadLimitHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What Jetty puts around applications and connections works through our connectors as it does through Jetty's for HTTP: the
 * same assertions go for each. {@link IdleTimeoutTest} has timeouts and the listeners for failures.
 */
class EachConnectorTest {
    /** Through which connector a request comes. */
    private enum Through {
        TCP,
        UNIX,
        HTTP
    }

    private static final String ONE = "127.0.0.11";
    private static final String ANOTHER = "127.0.0.12";

    @TempDir
    Path directory;

    private final CountDownLatch holding = new CountDownLatch(1);
    private final Queue<String> events = new ConcurrentLinkedQueue<>();
    private TestServer server;
    private UnixConnector unix;

    private final Handler application = new Handler.Abstract() {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            application(request, response, callback);
            return true;
        }
    };

    private void application(Request request, Response response, Callback callback) throws Exception {
        switch (request.getHttpURI().getPath()) {
            case "/hold" -> {
                holding.countDown();
                Content.Source.consumeAll(request);
                Content.Sink.write(response, true, "released", callback);
            }
            case "/throw" -> throw new IllegalStateException("thrown by the application");
            case "/missing" -> Response.writeError(request, response, callback, 404, "no such page");
            case "/listen" -> {
                Request.addCompletionListener(
                        request,
                        failure -> events.add("completed: " + (failure == null ? "well" : failure.getMessage())));
                if (Request.extractQueryParameters(request).getNames().contains("fail")) {
                    callback.failed(new IOException("failed by the application"));
                } else {
                    callback.succeeded();
                }
            }
            case "/demand" -> {
                Request.addCompletionListener(request, failure -> events.add("completed: " + (failure != null)));
                demand(request, callback);
            }
            case "/thread" ->
                Content.Sink.write(response, true, "virtual: " + VirtualThreads.isVirtualThread(), callback);
            default -> Content.Sink.write(response, true, "hello " + Request.getRemoteAddr(request), callback);
        }
    }

    private void demand(Request request, Callback callback) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
            holding.countDown();
            request.demand(() -> demand(request, callback));
        } else if (Content.Chunk.isFailure(chunk)) {
            events.add("failed for ever: " + chunk.isLast());
            callback.failed(chunk.getFailure());
        } else {
            chunk.release();
            demand(request, callback);
        }
    }

    private void start(Handler handler) {
        start(handler, it -> {});
    }

    private void start(Handler handler, Consumer<TestServer> beforeStart) {
        server = new TestServer(handler, it -> {
            it.addHttp();
            unix = new UnixConnector(
                    it.server(), new HandOverExecutor(it.threads()), directory.resolve("socket"), it.factory());
            it.server().addConnector(unix);
            beforeStart.accept(it);
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Client client(Through through, String address) throws IOException {
        return switch (through) {
            case TCP -> new Client.OverFastCgi(server.connect(), address);
            case UNIX -> new Client.OverFastCgi(TestServer.connect(unix.getPath()), address);
            case HTTP -> new Client.OverHttp(server.httpAddress(), address);
        };
    }

    private static Reply exchange(Client client, String target, String... nameAndValue) throws IOException {
        client.get(target, nameAndValue);
        return client.reply();
    }

    private Client holding(Through through, String address) throws Exception {
        Client client = client(through, address);
        client.post("/hold");
        assertThat(holding.await(20, TimeUnit.SECONDS)).isTrue();
        return client;
    }

    private static void release(Client client) throws IOException {
        client.postRest();
        assertThat(client.reply()).isEqualTo(new Reply(200, "released"));
    }

    @ParameterizedTest
    @EnumSource
    void statisticsCountRequestsAndResponses(Through through) throws Exception {
        StatisticsHandler statistics = new StatisticsHandler(application);
        start(statistics);
        try (Client client = client(through, ONE);
                Client held = holding(through, ANOTHER)) {
            assertThat(statistics.getRequestsActive()).isOne();
            release(held);
            exchange(client, "/");
            exchange(client, "/missing");
            exchange(client, "/throw");
            Await.until(
                    () -> statistics.getResponses2xx() + statistics.getResponses4xx() + statistics.getResponses5xx()
                            == 4,
                    TestServer.PATIENCE,
                    () -> statistics.dump());
            assertThat(statistics.getRequestsActive()).isZero();
            assertThat(List.of(
                            statistics.getRequestTotal(),
                            statistics.getResponses2xx(),
                            statistics.getResponses4xx(),
                            statistics.getResponses5xx(),
                            statistics.getHandlingFailures()))
                    .containsExactly(4, 2, 1, 1, 1);
            assertThat(statistics.getBytesRead()).isEqualTo(8);
            assertThat(statistics.getBytesWritten()).isGreaterThan("released".length() + "hello ".length());
        }
    }

    @ParameterizedTest
    @EnumSource
    void connectionStatisticsCountMessagesAndBytes(Through through) throws Exception {
        ConnectionStatistics statistics = new ConnectionStatistics();
        start(application, it -> it.server().addBeanToAllConnectors(statistics));
        try (Client client = client(through, ONE)) {
            exchange(client, "/");
            exchange(client, "/");
            exchange(client, "/missing");
            assertThat(statistics.getConnections()).isOne();
        }
        // Counted one after the other: the messages sent are the last.
        Await.until(() -> statistics.getSentMessages() == 3, TestServer.PATIENCE, () -> statistics.dump());
        assertThat(statistics.getConnections()).isZero();
        assertThat(statistics.getConnectionsTotal()).isOne();
        assertThat(statistics.getReceivedMessages()).isEqualTo(3);
        assertThat(statistics.getReceivedBytes()).isBetween(100L, 3_000L);
        assertThat(statistics.getSentBytes()).isBetween(100L, 3_000L);
    }

    @ParameterizedTest
    @EnumSource
    void gracefulHandlerLetsRequestsEndAndRefusesNewOnes(Through through) throws Exception {
        GracefulHandler graceful = new GracefulHandler(application);
        start(graceful);
        try (Client client = client(through, ONE);
                Client held = holding(through, ONE)) {
            exchange(client, "/");
            CompletableFuture<Void> shutdown = graceful.shutdown();
            assertThat(exchange(client, "/").status()).isEqualTo(503);
            assertThat(shutdown).isNotDone();
            release(held);
            shutdown.get(20, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void qosHandlerSuspendsWhatIsBeyond(Through through) throws Exception {
        QoSHandler qos = new QoSHandler(application);
        qos.setMaxRequestCount(1);
        qos.setMaxSuspendedRequestCount(1);
        start(qos);
        try (Client held = holding(through, ONE);
                Client suspended = client(through, ANOTHER);
                Client refused = client(through, ANOTHER)) {
            suspended.get("/");
            Await.until(() -> qos.getSuspendedRequestCount() == 1, TestServer.PATIENCE, "it is not suspended");
            assertThat(exchange(refused, "/").status()).isEqualTo(503);
            release(held);
            assertThat(suspended.reply()).isEqualTo(new Reply(200, "hello " + ANOTHER));
        }
    }

    @ParameterizedTest
    @EnumSource
    void dosHandlerRefusesAClientAndNoOther(Through through) throws Exception {
        start(new DoSHandler(
                application,
                DoSHandler.ID_FROM_REMOTE_ADDRESS,
                new DoSHandler.LeakingBucketTrackerFactory(1, 3, Duration.ofMinutes(1)),
                new DoSHandler.StatusRejectHandler(429),
                -1));
        try (Client client = client(through, ONE);
                Client other = client(through, ANOTHER)) {
            int status = 200;
            for (int i = 0; i < 1_000 && status == 200; i++) {
                status = exchange(client, "/").status();
            }
            assertThat(status).isEqualTo(429);
            assertThat(exchange(other, "/").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void threadLimitIsForEachClient(Through through) throws Exception {
        ThreadLimitHandler limit = new ThreadLimitHandler();
        limit.setThreadLimit(1);
        limit.setHandler(application);
        start(limit);
        try (Client held = holding(through, ONE);
                Client same = client(through, ONE);
                Client other = client(through, ANOTHER)) {
            same.get("/");
            assertThat(exchange(other, "/").body()).isEqualTo("hello " + ANOTHER);
            same.expectSilence(TestServer.QUIET);
            release(held);
            assertThat(same.reply().body()).isEqualTo("hello " + ONE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void requestLogHasTheClientAndTheOutcome(Through through) throws Exception {
        start(
                application,
                it -> it.server()
                        .setRequestLog((request, response) -> events.add(Request.getRemoteAddr(request) + " "
                                + request.getMethod() + " "
                                + request.getHttpURI().getPathQuery() + " "
                                + request.getHeaders().get(HttpHeader.HOST) + " " + response.getStatus() + " "
                                + (response.getStatus() == 200 ? Response.getContentBytesWritten(response) : "any"))));
        try (Client client = client(through, ONE)) {
            exchange(client, "/a?b=c");
            exchange(client, "/missing");
            exchange(client, "/throw");
        }
        Await.until(() -> events.size() == 3, TestServer.PATIENCE, () -> "logged: " + events);
        // A web server may have the answer, and its client ask again, before the line is written.
        assertThat(events)
                .containsExactlyInAnyOrder(
                        ONE + " GET /a?b=c www.example.test 200 16",
                        ONE + " GET /missing www.example.test 404 any",
                        ONE + " GET /throw www.example.test 500 any");
    }

    @ParameterizedTest
    @EnumSource
    void errorHandlerMakesThePages(Through through) throws Exception {
        AtomicReference<String> seen = new AtomicReference<>();
        start(
                application,
                it -> it.server().setErrorHandler(new ErrorHandler() {
                    @Override
                    public boolean handle(Request request, Response response, Callback callback) throws Exception {
                        seen.set(String.valueOf(request.getAttribute(ERROR_MESSAGE)));
                        return super.handle(request, response, callback);
                    }
                }));
        try (Client client = client(through, ONE)) {
            assertThat(exchange(client, "/missing", "Accept", "application/json")
                            .body())
                    .contains("\"status\":\"404\"", "\"message\":\"no such page\"");
            assertThat(seen.get()).isEqualTo("no such page");
            assertThat(exchange(client, "/throw", "Accept", "application/json").body())
                    .contains("\"status\":\"500\"", "thrown by the application");
        }
    }

    @ParameterizedTest
    @EnumSource
    void completionListenersAreTold(Through through) throws Exception {
        start(application);
        try (Client client = client(through, ONE)) {
            assertThat(exchange(client, "/listen").status()).isEqualTo(200);
            assertThat(exchange(client, "/listen?fail").status()).isEqualTo(500);
        }
        Await.until(() -> events.size() == 2, TestServer.PATIENCE, () -> "events: " + events);
        // The failure was answered, so whether it is one to the listener depends on what is over first.
        assertThat(events).contains("completed: well").allMatch(event -> event.startsWith("completed: "));
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatGoesAwayFailsItsRequest(Through through) throws Exception {
        start(application);
        try (Client client = client(through, ONE)) {
            client.post("/demand");
            assertThat(holding.await(20, TimeUnit.SECONDS)).isTrue();
        }
        Await.until(() -> events.size() == 2, TestServer.PATIENCE, () -> "events: " + events);
        assertThat(events).containsExactly("failed for ever: true", "completed: true");
    }

    @ParameterizedTest
    @EnumSource
    void lowResourcesShortenIdleTimes(Through through) throws Exception {
        start(
                application,
                it -> it.connector().setIdleTimeout(Duration.ofMinutes(10).toMillis()));
        LowResourceMonitor monitor = new LowResourceMonitor(server.server());
        monitor.setMaxMemory(1);
        monitor.setLowResourcesIdleTimeout(50);
        server.server().addBean(monitor, true);
        try (Client client = client(through, ONE)) {
            exchange(client, "/");
            monitor.start();
            client.expectClosed();
        }
    }

    @ParameterizedTest
    @EnumSource
    void connectionLimitLetsFurtherOnesWait(Through through) throws Exception {
        start(application, it -> {
            NetworkConnectionLimit limit = new NetworkConnectionLimit(2, it.server());
            it.server().addBean(limit);
        });
        Client first = client(through, ONE);
        try (Client second = client(through, ONE)) {
            exchange(first, "/");
            exchange(second, "/");
            try (Client third = client(through, ONE)) {
                third.get("/");
                third.expectSilence(TestServer.QUIET);
                first.close();
                assertThat(third.reply().status()).isEqualTo(200);
            }
        } finally {
            first.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void acceptRateLimitKnowsOfEachConnection(Through through) throws Exception {
        AtomicReference<AcceptRateLimit> limit = new AtomicReference<>();
        start(application, it -> {
            limit.set(new AcceptRateLimit(1_000, 1, TimeUnit.DAYS, it.server()));
            it.server().addBean(limit.get());
        });
        try (Client first = client(through, ONE);
                Client second = client(through, ONE)) {
            exchange(first, "/");
            exchange(second, "/");
            assertThat(limit.get().getRate()).isEqualTo(2);
        }
    }

    /** From Java 21 on; on an older one there are none, whatever the connector. */
    @ParameterizedTest
    @EnumSource
    void applicationsRunInVirtualThreadsWhereThereAreSome(Through through) throws Exception {
        start(
                application,
                it -> it.threads().setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor()));
        try (Client client = client(through, ONE)) {
            for (int i = 0; i < 20; i++) {
                assertThat(exchange(client, "/thread").body()).isEqualTo("virtual: " + VirtualThreads.areSupported());
            }
        }
    }
}
