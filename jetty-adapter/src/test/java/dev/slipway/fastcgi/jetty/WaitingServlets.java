// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.testkit.Await;
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

/** Servlets that wait for the front end in every way there is, and remember what they were told instead. */
final class WaitingServlets {
    private final CountDownLatch waiting = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CompletableFuture<Throwable> told = new CompletableFuture<>();
    private final CountDownLatch writtenLate = new CountDownLatch(1);
    private final AtomicInteger writtenBlocks = new AtomicInteger();
    private volatile Thread writer;

    /** Lets those go on that wait for the test. */
    void release() {
        release.countDown();
    }

    /** Whether one of them has begun to wait. */
    boolean awaitWaiting() throws InterruptedException {
        return waiting.await(20, TimeUnit.SECONDS);
    }

    /** Whether one of them has written after {@link #release}. */
    boolean awaitWrittenLate() throws InterruptedException {
        return writtenLate.await(20, TimeUnit.SECONDS);
    }

    /** The failure that ended the wait; null if it ended well. */
    Throwable awaitTold() throws Exception {
        return told.get(20, TimeUnit.SECONDS);
    }

    /** Returns when the blocking writer writes no more. */
    void awaitBlockedWriter() {
        int before;
        do {
            before = writtenBlocks.get();
            Await.until(
                    () -> writer.getState() == Thread.State.WAITING,
                    TestServer.PATIENCE,
                    () -> "the writer is " + writer.getState());
        } while (writtenBlocks.get() != before);
    }

    void addTo(ServletContextHandler context) {
        context.addServlet(servlet((request, response) -> response.getWriter().print("hello")), "/");
        context.addServlet(servlet(this::read), "/READING");
        context.addServlet(servlet(this::write), "/WRITING");
        context.addServlet(servlet(this::asyncIdle), "/ASYNC_IDLE");
        context.addServlet(servlet(this::asyncRead), "/ASYNC_READING");
        context.addServlet(servlet(this::asyncWrite), "/ASYNC_WRITING");
        context.addServlet(servlet(this::begun), "/begun");
        context.addServlet(servlet(this::late), "/late");
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
}
