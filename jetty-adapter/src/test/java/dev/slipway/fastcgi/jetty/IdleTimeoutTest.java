// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.Await;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.RequestParams;
import dev.slipway.fastcgi.testkit.WireScript;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Idle timeouts: requests learn of them as they do with Jetty's HTTP connector, connections without one are closed. */
class IdleTimeoutTest {
    /** Through which connector a request comes. */
    private enum Through {
        FASTCGI,
        HTTP
    }

    private static final int IDLE_MILLIS = 150;

    private final Queue<String> events = new ConcurrentLinkedQueue<>();
    private final CountDownLatch handling = new CountDownLatch(2);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch twoTimeouts = new CountDownLatch(2);
    private final CompletableFuture<Callback> toComplete = new CompletableFuture<>();
    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer(this::handle, it -> {
            it.connector().setIdleTimeout(IDLE_MILLIS);
            it.addHttp().setIdleTimeout(IDLE_MILLIS);
        });
    }

    @AfterEach
    void stop() {
        release.countDown();
        server.close();
    }

    private void handle(Request request, Response response, Callback callback) throws Exception {
        switch (request.getHttpURI().getPath()) {
            case "/read" -> {
                InputStream in = Content.Source.asInputStream(request);
                try {
                    in.readAllBytes();
                } catch (IOException e) {
                    events.add("read failed: " + isTimeout(e));
                    throw e;
                }
            }
            case "/demand" -> demand(request, callback);
            case "/async" -> {
                request.addIdleTimeoutListener(timeout -> {
                    events.add("idle: true");
                    return true;
                });
                request.addFailureListener(failure -> {
                    events.add("failed: " + isTimeout(failure));
                    callback.failed(failure);
                });
            }
            case "/patient" -> {
                toComplete.complete(callback);
                request.addIdleTimeoutListener(timeout -> {
                    twoTimeouts.countDown();
                    return false;
                });
            }
            case "/write" -> {
                ByteBuffer large = ByteBuffer.allocate(64 * 1024 * 1024);
                response.write(true, large, Callback.from(callback::succeeded, failure -> {
                    events.add("write failed: " + isTimeout(failure));
                    callback.failed(failure);
                }));
            }
            case "/blocked" -> {
                handling.countDown();
                release.await();
                Content.Sink.write(response, true, "drained", callback);
            }
            default -> Content.Sink.write(response, true, "hello", callback);
        }
    }

    private void demand(Request request, Callback callback) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
            request.demand(() -> demand(request, callback));
        } else if (Content.Chunk.isFailure(chunk)) {
            events.add("chunk failed: " + isTimeout(chunk.getFailure()) + ", for ever: " + chunk.isLast());
            callback.failed(chunk.getFailure());
        } else {
            chunk.release();
            demand(request, callback);
        }
    }

    private static boolean isTimeout(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }

    /** Sends a request with a part of its body; returns the status of the answer. */
    private int post(Through through, String path) throws Exception {
        if (through == Through.HTTP) {
            return postHttp(path);
        }
        try (FastCgiPeer peer = server.connect()) {
            peer.send(new WireScript()
                    .begin(1, WireScript.RESPONDER, true)
                    .params(1, RequestParams.of("POST", path, "CONTENT_LENGTH", "10"))
                    .paramsEnd(1)
                    .stdin(1, "part"));
            return peer.readUntil(1, TestServer::stdoutEnded).status();
        }
    }

    private int postHttp(String path) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server.httpAddress());
            socket.setSoTimeout((int) TestServer.PATIENCE.toMillis());
            String head = "POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\npart";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            byte[] statusLine = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return Integer.parseInt(new String(statusLine, StandardCharsets.US_ASCII).substring(9));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBlockedReadFails(Through through) throws Exception {
        assertThat(post(through, "/read")).isEqualTo(500);
        assertThat(events).containsExactly("read failed: true");
    }

    @ParameterizedTest
    @EnumSource
    void aDemandIsMetByAFailureThatPasses(Through through) throws Exception {
        assertThat(post(through, "/demand")).isEqualTo(500);
        assertThat(events).containsExactly("chunk failed: true, for ever: false");
    }

    @ParameterizedTest
    @EnumSource
    void anAsyncRequestIsAskedAndFailed(Through through) throws Exception {
        assertThat(post(through, "/async")).isEqualTo(500);
        assertThat(events).containsExactly("idle: true", "failed: true");
    }

    @ParameterizedTest
    @EnumSource
    void anAsyncRequestMayGoOn(Through through) throws Exception {
        Thread completer = new Thread(() -> {
            try {
                twoTimeouts.await();
                toComplete.join().succeeded();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        completer.start();
        assertThat(post(through, "/patient")).isEqualTo(200);
        completer.join();
    }

    @ParameterizedTest
    @EnumSource
    void aBlockedWriteFailsAndTheConnectionIsClosed(Through through) throws Exception {
        if (through == Through.HTTP) {
            try (Socket socket = new Socket()) {
                socket.connect(server.httpAddress());
                socket.getOutputStream()
                        .write("GET /write HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                Await.until(() -> !events.isEmpty(), TestServer.PATIENCE, "the write did not fail");
            }
        } else {
            try (FastCgiPeer peer = server.connect()) {
                peer.send(WireScript.getRequest(1, true, "/write"));
                Await.until(() -> !events.isEmpty(), TestServer.PATIENCE, "the write did not fail");
                assertThat(peer.readCutAnswer(1).isComplete()).isFalse();
            }
        }
        assertThat(events).containsExactly("write failed: true");
        server.awaitNoBuffers();
    }

    @Test
    void anIdleConnectionIsClosed() throws Exception {
        try (FastCgiPeer used = server.connect();
                FastCgiPeer unused = server.connect()) {
            assertThat(used.get("/").bodyText()).isEqualTo("hello");
            used.expectClosed();
            unused.expectClosed();
        }
    }

    @Test
    void aRequestThatNeverArrivesIsClosed() throws Exception {
        try (FastCgiPeer inParams = server.connect();
                FastCgiPeer inHeader = server.connect()) {
            inParams.send(new WireScript().begin(1, WireScript.RESPONDER, true).params(1, "REQUEST_METHOD", "GET"));
            inHeader.send(new byte[] {1, 1, 0});
            inParams.expectClosed();
            inHeader.expectClosed();
        }
    }

    @Test
    void anUnreadBodyThatNeverEndsIsClosed() throws Exception {
        for (boolean keep : new boolean[] {true, false}) {
            try (FastCgiPeer peer = server.connect()) {
                peer.send(new WireScript()
                        .begin(1, WireScript.RESPONDER, keep)
                        .params(1, RequestParams.of("POST", "/"))
                        .paramsEnd(1));
                Answer answer = keep ? peer.readCutAnswer(1) : peer.readAnswer(1);
                assertThat(answer.bodyText()).isEqualTo("hello");
                assertThat(answer.isComplete()).isEqualTo(!keep);
            }
        }
        server.awaitNoConnections();
    }

    @Test
    void runningRequestsAreDrainedAndIdleConnectionsClosed() throws Exception {
        server.connector().setIdleTimeout(60_000);
        server.connector().setShutdownIdleTimeout(IDLE_MILLIS);
        server.server().setStopTimeout(TestServer.PATIENCE.toMillis());
        try (FastCgiPeer running = server.connect();
                FastCgiPeer uploading = server.connect();
                FastCgiPeer idle = server.connect()) {
            idle.get("/");
            running.send(WireScript.getRequest(1, true, "/blocked"));
            uploading.send(new WireScript()
                    .begin(1, WireScript.RESPONDER, true)
                    .params(1, RequestParams.of("POST", "/blocked"))
                    .paramsEnd(1));
            assertThat(handling.await(20, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> LifeCycle.stop(server.server()));
            idle.expectClosed();
            release.countDown();
            assertThat(running.readAnswer(1).bodyText()).isEqualTo("drained");
            running.expectClosed();
            // H2O aborts when END_REQUEST overtakes STDIN on a kept connection
            assertThat(uploading.readUntil(1, TestServer::stdoutEnded).bodyText())
                    .isEqualTo("drained");
            uploading.send(new WireScript().stdin(1, "rest").stdinEnd(1));
            assertThat(uploading.readAnswer(1).isComplete()).isTrue();
            uploading.expectClosed();
            stopped.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void theTimeoutOfTheConfigurationIsTheRequests() throws Exception {
        server.connector().setIdleTimeout(60_000);
        server.configuration().setIdleTimeout(IDLE_MILLIS);
        assertThat(List.of(post(Through.FASTCGI, "/read"))).containsExactly(500);
        assertThat(events).containsExactly("read failed: true");
    }
}
