// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.protocol.Role;
import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.Await;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.RequestParams;
import dev.slipway.fastcgi.testkit.WireScript;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of role FILTER (FastCGI 1.0, section 6.4). */
@Timeout(120)
class FilterTest {
    private static final int BUDGET = 64 * 1024;

    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger reading = new AtomicInteger();
    private TestServer server;
    private FastCgiPeer peer;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(this::handle, it -> {
            it.factory().setRoles(EnumSet.of(Role.FILTER, Role.RESPONDER));
            it.factory().setInputBudget(BUDGET);
            it.factory().setStdinStallTimeout(200);
        });
        peer = server.connect();
    }

    @AfterEach
    void stop() throws Exception {
        peer.close();
        server.close();
    }

    private void handle(Request request, Response response, Callback callback) throws Exception {
        InputStream stdin = Content.Source.asInputStream(request);
        InputStream data = (InputStream) request.getAttribute(FastCgiConnectionFactory.DATA_ATTRIBUTE);
        String role = String.valueOf(request.getAttribute(FastCgiConnectionFactory.ROLE_ATTRIBUTE));
        try {
            String answer = switch (request.getHttpURI().getPath()) {
                case "/stdin-first" -> "stdin " + count(stdin) + ", data " + count(data);
                case "/data-first" -> "data " + count(data) + ", stdin " + count(stdin);
                case "/in-turns" -> inTurns(stdin, data);
                case "/half-of-data" -> "half " + data.readNBytes(10).length;
                default -> role + " " + data;
            };
            Content.Sink.write(response, true, answer, callback);
        } catch (IOException e) {
            failures.add(e);
            response.setStatus(500);
            Content.Sink.write(response, true, "failed", callback);
        }
    }

    private long count(InputStream in) throws IOException {
        reading.incrementAndGet();
        return in.skip(Long.MAX_VALUE);
    }

    private static String inTurns(InputStream stdin, InputStream data) throws IOException {
        long ofStdin = 0;
        long ofData = 0;
        byte[] some = new byte[1000];
        int a = 0;
        int b = 0;
        while (a >= 0 || b >= 0) {
            b = data.read(some);
            ofData += Math.max(b, 0);
            a = stdin.read(some);
            ofStdin += Math.max(a, 0);
        }
        return "stdin " + ofStdin + ", data " + ofData;
    }

    private static WireScript head(int id, String target, String... extraParams) {
        return new WireScript()
                .begin(id, WireScript.FILTER, true)
                .params(id, RequestParams.of("POST", target, extraParams))
                .paramsEnd(id);
    }

    private static WireScript request(int id, String target, int stdin, int data) {
        return head(id, target)
                .stdin(id, new byte[stdin])
                .stdinEnd(id)
                .data(id, new byte[data])
                .dataEnd(id);
    }

    @Test
    void theRoleIsSeenAndOthersHaveNoData() throws Exception {
        assertThat(peer.request(1, request(1, "/", 0, 0)).bodyText()).startsWith("FILTER org.eclipse.jetty");
        assertThat(peer.get("/").bodyText()).isEqualTo("null null");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "5, 0", "0, 5", "40000, 3000000", "3000000, 40000", "1000000, 1000000"})
    void stdinMayBeReadFirst(int stdin, int data) throws Exception {
        peer.send(request(1, "/stdin-first", stdin, data));
        assertThat(peer.readAnswer(1).bodyText()).isEqualTo("stdin " + stdin + ", data " + data);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "5, 5", "40000, 3000000"})
    void dataMayBeReadFirstWhenStdinFitsTheBudget(int stdin, int data) throws Exception {
        peer.send(request(1, "/data-first", stdin, data));
        assertThat(peer.readAnswer(1).bodyText()).isEqualTo("data " + data + ", stdin " + stdin);
    }

    @Test
    void bothMayBeReadInTurns() throws Exception {
        peer.send(request(1, "/in-turns", 30_000, 1_000_000));
        assertThat(peer.readAnswer(1).bodyText()).isEqualTo("stdin 30000, data 1000000");
    }

    /** DATA stands behind STDIN on the wire: what is not read keeps it from coming. */
    @Test
    void dataBehindTooMuchUnreadStdinFailsAndHangsNobody() throws Exception {
        peer.send(head(1, "/data-first").stdin(1, new byte[BUDGET * 4]).stdinEnd(1));
        Await.until(() -> !failures.isEmpty(), TestServer.PATIENCE, "the reader of DATA waits for ever");
        assertThat(failures.peek()).hasStackTraceContaining("stdinStallTimeout");
        peer.send(new WireScript().data(1, new byte[100]).dataEnd(1));
        assertThat(peer.readAnswer(1).status()).isEqualTo(500);
        assertThat(peer.request(3, request(3, "/stdin-first", 1, 2)).bodyText()).isEqualTo("stdin 1, data 2");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoGoesAwayWhileDataIsReadIsNoticedAtOnce(boolean aborts) throws Exception {
        peer.send(head(1, "/data-first").stdinEnd(1).data(1, new byte[100]));
        Await.until(() -> reading.get() == 1, TestServer.PATIENCE, "DATA is not read");
        if (aborts) {
            peer.send(new WireScript().abort(1));
            assertThat(peer.readAnswer(1).stdout()).isEmpty();
        } else {
            peer.close();
        }
        Await.until(() -> !failures.isEmpty(), TestServer.PATIENCE, "the reader of DATA is told nothing");
    }

    @Test
    void unreadDataIsSkippedBeforeTheRequestEnds() throws Exception {
        peer.send(head(1, "/half-of-data").stdinEnd(1).data(1, new byte[1000]));
        Answer early = peer.readUntil(1, TestServer::stdoutEnded);
        assertThat(early.bodyText()).isEqualTo("half 10");
        assertThat(early.isComplete()).isFalse();
        peer.send(new WireScript().data(1, new byte[500_000]).dataEnd(1));
        assertThat(peer.readAnswer(1).isComplete()).isTrue();
        assertThat(peer.request(1, request(1, "/stdin-first", 1, 2)).bodyText()).isEqualTo("stdin 1, data 2");
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 4})
    void dataThatIsNotAsLongAsItWasSaidToBeIsABadRequest(int length) throws Exception {
        peer.send(head(1, "/data-first", FilterData.LENGTH, Integer.toString(length))
                .stdinEnd(1)
                .data(1, new byte[5])
                .dataEnd(1));
        Answer answer = peer.readAnswer(1);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.bodyText()).contains(FilterData.LENGTH + " ");
        peer.expectClosed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "1e9", "9999999999999999999"})
    void aLengthThatIsNoNumberIsABadRequest(String length) throws Exception {
        peer.send(head(1, "/", FilterData.LENGTH, length)
                .stdinEnd(1)
                .data(1, new byte[5])
                .dataEnd(1));
        assertThat(peer.readAnswer(1).status()).isEqualTo(400);
        assertThat(peer.request(1, request(1, "/stdin-first", 1, 2)).bodyText()).isEqualTo("stdin 1, data 2");
    }
}
