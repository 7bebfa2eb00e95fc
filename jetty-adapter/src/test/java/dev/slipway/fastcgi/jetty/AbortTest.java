// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.Await;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.RequestParams;
import dev.slipway.fastcgi.testkit.WireScript;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A front end that gives up: whatever the application waits for, it is told. */
class AbortTest {
    /** What the application is doing when the front end gives up. */
    private enum Doing {
        READING,
        WRITING,
        ASYNC_IDLE,
        ASYNC_READING,
        ASYNC_WRITING
    }

    private final CountDownLatch waiting = new CountDownLatch(1);
    private final CountDownLatch returned = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CompletableFuture<Throwable> told = new CompletableFuture<>();
    private final CountDownLatch writtenLate = new CountDownLatch(1);
    private final AtomicInteger writtenBlocks = new AtomicInteger();
    private volatile Thread writer;
    private TestServer server;
    private FastCgiPeer peer;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(new DispatchWatcher(TestServer.servlets(this::addServlets)));
        peer = server.connect();
    }

    @AfterEach
    void stop() throws Exception {
        release.countDown();
        peer.close();
        server.close();
    }

    private void addServlets(ServletContextHandler context) {
        context.addServlet(servlet((request, response) -> response.getWriter().print("hello")), "/");
        context.addServlet(servlet(this::read), "/READING");
        context.addServlet(servlet(this::write), "/WRITING");
        context.addServlet(servlet(this::asyncIdle), "/ASYNC_IDLE");
        context.addServlet(servlet(this::asyncRead), "/ASYNC_READING");
        context.addServlet(servlet(this::asyncWrite), "/ASYNC_WRITING");
        context.addServlet(servlet(this::begun), "/begun");
        context.addServlet(servlet(this::late), "/late");
    }

    /** Knows when a servlet has returned: Jetty drops what befalls an asynchronous request before that. */
    private final class DispatchWatcher extends Handler.Wrapper {
        DispatchWatcher(Handler handler) {
            super(handler);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            try {
                return super.handle(request, response, callback);
            } finally {
                returned.countDown();
            }
        }
    }

    private interface Service {
        void service(HttpServletRequest request, HttpServletResponse response) throws IOException;
    }

    private static ServletHolder servlet(Service service) {
        ServletHolder holder = new ServletHolder(new HttpServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
                service.service(request, response);
            }
        });
        holder.setAsyncSupported(true);
        return holder;
    }

    private void read(HttpServletRequest request, HttpServletResponse response) throws IOException {
        InputStream in = request.getInputStream();
        in.read();
        waiting.countDown();
        try {
            in.read();
            told.complete(null);
        } catch (IOException e) {
            told.complete(e);
            throw e;
        }
    }

    private void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        OutputStream out = response.getOutputStream();
        byte[] block = new byte[1024 * 1024];
        writer = Thread.currentThread();
        try {
            for (int i = 0; i < 1000; i++) {
                out.write(block);
                writtenBlocks.incrementAndGet();
                waiting.countDown();
            }
            told.complete(null);
        } catch (IOException e) {
            told.complete(e);
            throw e;
        }
    }

    private void asyncIdle(HttpServletRequest request, HttpServletResponse response) {
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        async.addListener(new TellingListener());
        waiting.countDown();
    }

    private final class TellingListener implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            // after onError
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            told.complete(new AssertionError("there is no timeout"));
        }

        @Override
        public void onError(AsyncEvent event) {
            told.complete(event.getThrowable());
            event.getAsyncContext().complete();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // not again
        }
    }

    private void asyncRead(HttpServletRequest request, HttpServletResponse response) throws IOException {
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        ServletInputStream in = request.getInputStream();
        in.setReadListener(new ReadListener() {
            @Override
            public void onDataAvailable() throws IOException {
                while (in.isReady()) {
                    in.read();
                }
                waiting.countDown();
            }

            @Override
            public void onAllDataRead() {
                told.complete(null);
                async.complete();
            }

            @Override
            public void onError(Throwable failure) {
                told.complete(failure);
                async.complete();
            }
        });
    }

    private void asyncWrite(HttpServletRequest request, HttpServletResponse response) throws IOException {
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        ServletOutputStream out = response.getOutputStream();
        byte[] block = new byte[1024 * 1024];
        out.setWriteListener(new WriteListener() {
            @Override
            public void onWritePossible() throws IOException {
                while (out.isReady()) {
                    out.write(block);
                }
                waiting.countDown();
            }

            @Override
            public void onError(Throwable failure) {
                told.complete(failure);
                async.complete();
            }
        });
    }

    /** Begins to answer, then waits for the test. */
    private void begun(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getOutputStream().write(new byte[100]);
        response.flushBuffer();
        late(request, response);
    }

    /** Answers when the test says so, aborted or not. */
    private void late(HttpServletRequest request, HttpServletResponse response) throws IOException {
        waiting.countDown();
        try {
            release.await();
            response.getOutputStream().write(new byte[100]);
            response.flushBuffer();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            writtenLate.countDown();
        }
    }

    private void begin(Doing doing, boolean keep) throws Exception {
        WireScript script = new WireScript()
                .begin(1, WireScript.RESPONDER, keep)
                .params(1, RequestParams.of("POST", "/" + doing))
                .paramsEnd(1);
        if (doing == Doing.READING || doing == Doing.ASYNC_READING) {
            script.stdin(1, "a");
        } else {
            script.stdinEnd(1);
        }
        peer.send(script);
        assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();
        if (doing == Doing.WRITING) {
            awaitBlockedWriter();
        } else if (doing != Doing.READING) {
            assertThat(returned.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void awaitBlockedWriter() {
        int before;
        do {
            before = writtenBlocks.get();
            Await.until(
                    () -> writer.getState() == Thread.State.WAITING,
                    TestServer.PATIENCE,
                    () -> "the writer is " + writer.getState());
        } while (writtenBlocks.get() != before);
    }

    private void assertTold() throws Exception {
        assertThat(told.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    }

    private void assertServing() throws Exception {
        assertThat(peer.get("/next").bodyText()).isEqualTo("hello");
    }

    @ParameterizedTest
    @EnumSource
    void abortRequestReachesTheApplication(Doing doing) throws Exception {
        begin(doing, true);
        peer.send(new WireScript().abort(1));
        assertTold();
        if (doing == Doing.WRITING || doing == Doing.ASYNC_WRITING) {
            // A part of a record is out and the rest is the application's again: nothing but a close is honest.
            peer.readCutAnswer(1);
            server.awaitNoConnections();
        } else {
            Answer answer = peer.readAnswer(1);
            assertThat(answer.stdout()).isEmpty();
            assertServing();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"READING", "ASYNC_IDLE", "ASYNC_READING"})
    void abortRequestWithoutKeepConnCloses(Doing doing) throws Exception {
        begin(doing, false);
        peer.send(new WireScript().abort(1));
        assertTold();
        assertThat(peer.readAnswer(1).stdout()).isEmpty();
        peer.expectClosed();
    }

    @ParameterizedTest
    @EnumSource
    void aClosedConnectionReachesTheApplication(Doing doing) throws Exception {
        begin(doing, true);
        peer.close();
        assertTold();
        server.awaitNoConnections();
    }

    @ParameterizedTest
    @EnumSource
    void aResetConnectionReachesTheApplication(Doing doing) throws Exception {
        begin(doing, true);
        peer.reset();
        assertTold();
        server.awaitNoConnections();
    }

    @Test
    void nothingIsWrittenForAnAbortedRequest() throws Exception {
        peer.send(WireScript.getRequest(1, true, "/late"));
        assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();
        peer.send(new WireScript().abort(1));
        assertThat(peer.readAnswer(1).stdout()).isEmpty();
        assertServing();
        release.countDown();
        assertThat(writtenLate.await(20, TimeUnit.SECONDS)).isTrue();
        peer.expectSilence(TestServer.QUIET);
        assertServing();
    }

    @Test
    void anAnswerThatHasBegunIsEndedByTheAbort() throws Exception {
        peer.send(WireScript.getRequest(1, true, "/begun"));
        peer.readUntil(1, answer -> answer.bodyLength() == 100);
        assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();
        peer.send(new WireScript().abort(1));
        assertThat(peer.readAnswer(1).bodyLength()).isEqualTo(100);
        assertServing();
        release.countDown();
        assertThat(writtenLate.await(20, TimeUnit.SECONDS)).isTrue();
        assertServing();
    }

    @Test
    void anAbortBeforeTheEndOfParamsIsOnlyEnded() throws Exception {
        peer.send(new WireScript().begin(1, WireScript.RESPONDER, true).abort(1));
        assertThat(peer.readAnswer(1).stdout()).isEmpty();
        peer.send(new WireScript()
                .begin(1, WireScript.RESPONDER, true)
                .params(1, "REQUEST_METHOD", "GET")
                .abort(1));
        assertThat(peer.readAnswer(1).stdout()).isEmpty();
        assertServing();
    }

    @Test
    void anAbortAfterTheEndIsIgnored() throws Exception {
        assertServing();
        peer.send(new WireScript().abort(1));
        assertServing();
        peer.expectSilence(TestServer.QUIET);
    }

    @Test
    void anAbortBetweenTheAnswerAndTheEndOfStdinEndsTheRequest() throws Exception {
        peer.send(new WireScript()
                .begin(1, WireScript.RESPONDER, true)
                .params(1, RequestParams.of("POST", "/"))
                .paramsEnd(1));
        peer.readUntil(1, TestServer::stdoutEnded);
        peer.send(new WireScript().abort(1));
        assertThat(peer.readAnswer(1).bodyText()).isEqualTo("hello");
        assertServing();
    }

    @Test
    void anAbortInTheSameSegmentAsItsRequestIsEnded() throws Exception {
        for (int i = 0; i < 300; i++) {
            peer.send(WireScript.getRequest(1, true, "/").then(new WireScript().abort(1)));
            assertThat(peer.readAnswer(1).isComplete()).isTrue();
            assertServing();
        }
    }

    @Test
    void aCloseInTheSameSegmentAsItsRequestLeavesNothingBehind() throws Exception {
        peer.close();
        for (int i = 0; i < 100; i++) {
            try (FastCgiPeer each = server.connect()) {
                each.send(WireScript.getRequest(1, true, "/"));
            }
        }
        server.awaitNoConnections();
    }

    @Test
    void whatIsKnownOfAnAbortIsAnEofException() throws Exception {
        begin(Doing.ASYNC_IDLE, true);
        peer.send(new WireScript().abort(1));
        assertThat(told.get(20, TimeUnit.SECONDS))
                .isInstanceOf(EofException.class)
                .hasMessageContaining("aborted");
    }
}
