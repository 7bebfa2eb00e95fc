// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.RequestParams;
import dev.slipway.fastcgi.testkit.WireScript;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asynchronous requests and non-blocking input and output of web applications. */
class AsyncServletTest {
    private TestServer server;
    private FastCgiPeer peer;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.ofServlets(context -> {
            ServletHolder holder = new ServletHolder(new TestServlet());
            holder.setAsyncSupported(true);
            context.addServlet(holder, "/*");
        });
        peer = server.connect();
    }

    @AfterEach
    void stop() throws Exception {
        peer.close();
        server.close();
    }

    private static final class TestServlet extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            boolean again = request.getDispatcherType() == DispatcherType.ASYNC;
            switch (request.getRequestURI()) {
                case "/complete" -> {
                    AsyncContext async = request.startAsync();
                    async.start(() -> print(async, "completed"));
                }
                case "/complete-at-once" -> print(request.startAsync(), "at once");
                case "/dispatch" -> {
                    if (again) {
                        response.getWriter().print("dispatched");
                    } else {
                        AsyncContext async = request.startAsync();
                        async.start(async::dispatch);
                    }
                }
                case "/timeout" -> {
                    AsyncContext async = request.startAsync();
                    async.setTimeout(50);
                    async.addListener(new PrintOnTimeout());
                }
                case "/timeout-without-listener" -> request.startAsync().setTimeout(50);
                case "/echo" -> new Echo(request.startAsync());
                case "/unread" -> {
                    AsyncContext async = request.startAsync();
                    async.start(() -> print(async, "unread"));
                }
                case "/fail-in-listener" -> failInListener(request);
                default -> response.getWriter().print("hello");
            }
        }

        private static void failInListener(HttpServletRequest request) throws IOException {
            AsyncContext async = request.startAsync();
            ServletInputStream in = request.getInputStream();
            in.setReadListener(new ReadListener() {
                @Override
                public void onDataAvailable() throws IOException {
                    throw new IOException("on purpose");
                }

                @Override
                public void onAllDataRead() {
                    async.complete();
                }

                @Override
                public void onError(Throwable failure) {
                    ((HttpServletResponse) async.getResponse()).setStatus(418);
                    print(async, failure.getMessage());
                }
            });
        }
    }

    private static void print(AsyncContext async, String text) {
        try {
            async.getResponse().getWriter().print(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        async.complete();
    }

    private static final class PrintOnTimeout implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            // after onTimeout
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            print(event.getAsyncContext(), "too late");
        }

        @Override
        public void onError(AsyncEvent event) {
            print(event.getAsyncContext(), "no error, but a timeout was expected");
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // not again
        }
    }

    /** Writes what it reads, without ever blocking. */
    private static final class Echo implements ReadListener, WriteListener {
        private final AsyncContext async;
        private final ServletInputStream in;
        private final ServletOutputStream out;
        private final byte[] buffer = new byte[10_000];
        private boolean completed;

        Echo(AsyncContext async) throws IOException {
            this.async = async;
            async.setTimeout(0);
            in = async.getRequest().getInputStream();
            out = async.getResponse().getOutputStream();
            out.setWriteListener(this);
            in.setReadListener(this);
        }

        @Override
        public void onDataAvailable() throws IOException {
            pump();
        }

        @Override
        public void onWritePossible() throws IOException {
            pump();
        }

        private synchronized void pump() throws IOException {
            while (out.isReady() && !completed) {
                if (in.isFinished()) {
                    completed = true;
                    async.complete();
                } else if (in.isReady()) {
                    int length = in.read(buffer);
                    if (length > 0) {
                        out.write(buffer, 0, length);
                    }
                } else {
                    return;
                }
            }
        }

        @Override
        public void onAllDataRead() throws IOException {
            pump();
        }

        @Override
        public void onError(Throwable failure) {
            async.complete();
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private void assertServing() throws Exception {
        assertThat(peer.get("/next").bodyText()).isEqualTo("hello");
    }

    @Test
    void asyncRequestsAreCompletedFromOtherThreads() throws Exception {
        for (int i = 0; i < 300; i++) {
            assertThat(peer.get("/complete").bodyText()).isEqualTo("completed");
            assertThat(peer.get("/complete-at-once").bodyText()).isEqualTo("at once");
            assertThat(peer.get("/dispatch").bodyText()).isEqualTo("dispatched");
        }
    }

    @Test
    void anAsyncTimeoutReachesItsListener() throws Exception {
        assertThat(peer.get("/timeout").bodyText()).isEqualTo("too late");
        assertThat(peer.get("/timeout-without-listener").status()).isEqualTo(500);
        assertServing();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9_999, 10_000, 100_000, 5_000_000})
    void aBodyIsEchoedWithoutBlocking(int length) throws Exception {
        byte[] body = random(length);
        WireScript script = new WireScript()
                .cut(1, 65_535, 8, 30_000)
                .begin(1, WireScript.RESPONDER, true)
                .params(1, RequestParams.of("POST", "/echo", "CONTENT_LENGTH", "" + length))
                .paramsEnd(1)
                .stdin(1, body)
                .stdinEnd(1);
        for (int i = 0; i < 3; i++) {
            Answer answer = peer.request(1, script);
            assertThat(answer.body()).isEqualTo(body);
        }
        assertServing();
    }

    @Test
    void aBodyIsEchoedAsItArrives() throws Exception {
        peer.send(new WireScript()
                .begin(1, WireScript.RESPONDER, true)
                .params(1, RequestParams.of("POST", "/echo"))
                .paramsEnd(1));
        byte[] piece = random(50_000);
        for (int i = 1; i <= 20; i++) {
            int length = i * piece.length;
            peer.send(new WireScript().stdin(1, piece));
            if (i > 1) {
                // the response is buffered, but not for ever
                int least = length - 40_000;
                peer.readUntil(1, answer -> answer.bodyLength() >= least);
            }
        }
        peer.send(new WireScript().stdinEnd(1));
        assertThat(peer.readAnswer(1).bodyLength()).isEqualTo(20 * piece.length);
    }

    @Test
    void anUnreadBodyOfAnAsyncRequestIsSkipped() throws Exception {
        for (int i = 0; i < 50; i++) {
            assertThat(peer.request(1, WireScript.postRequest(1, true, "/unread", random(50_000)))
                            .bodyText())
                    .isEqualTo("unread");
        }
        assertServing();
    }

    @Test
    void whatAReadListenerThrowsComesBackToIt() throws Exception {
        Answer answer = peer.request(1, WireScript.postRequest(1, true, "/fail-in-listener", random(10)));
        assertThat(answer.status()).isEqualTo(418);
        assertThat(answer.bodyText()).isEqualTo("on purpose");
        assertServing();
    }
}
