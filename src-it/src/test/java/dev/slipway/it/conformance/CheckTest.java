// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.slipway.fastcgi.testkit.RecordTypes;
import dev.slipway.fastcgi.testkit.WireScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Each outcome, with a responder that sends fixed bytes whatever it is asked. */
class CheckTest {
    private static final Duration DEADLINE = Duration.ofMillis(300);
    private static final WireScript ANSWER = stdout("Status: 200 OK\r\nContent-Type: text/plain\r\n\r\nhello")
            .record(RecordTypes.STDOUT, 1, new byte[0])
            .record(RecordTypes.END_REQUEST, 1, new byte[8]);

    private static WireScript stdout(String text) {
        return new WireScript().record(RecordTypes.STDOUT, 1, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Check expecting(Step... expectations) {
        Check check = Check.of("0", "a check").send(new WireScript().abort(1));
        for (Step expectation : expectations) {
            check = check.expect(expectation);
        }
        return check;
    }

    /** Runs a check against a responder that answers the first record so, and then closes or waits for the other side. */
    private static Result run(Check check, WireScript answer, boolean closes) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> responder = CompletableFuture.runAsync(() -> respond(listener, answer, closes));
            Result result = check.run("group", listener.getLocalSocketAddress(), DEADLINE);
            responder.join();
            return result;
        }
    }

    private static void respond(ServerSocket listener, WireScript answer, boolean closes) {
        try (Socket socket = listener.accept()) {
            socket.getInputStream().readNBytes(8);
            socket.getOutputStream().write(answer.toBytes());
            if (!closes) {
                socket.getInputStream().readAllBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void passes_when_all_is_as_expected() throws IOException {
        assertThat(run(expecting(Expect.answer(1, 200), Expect.open()), ANSWER, false))
                .returns(Outcome.PASS, Result::outcome)
                .returns("", Result::reason);
        assertThat(run(expecting(Expect.answer(1, 200), Expect.closed()), ANSWER, true)
                        .passed())
                .isTrue();
    }

    @Test
    void fails_by_another_status() throws IOException {
        assertThat(run(expecting(Expect.answer(1, 404)), ANSWER, false))
                .returns(Outcome.FAIL, Result::outcome)
                .returns("Status 200, expected 404", Result::reason);
    }

    @Test
    void hangs_when_nothing_comes_and_the_connection_stays() throws IOException {
        assertThat(run(expecting(Expect.end(1)), stdout("Sta"), false))
                .returns(Outcome.HANGS, Result::outcome)
                .returns("no END_REQUEST of 1; received 1 STDOUT 3+0", Result::reason);
        assertThat(run(expecting(Expect.reactionOrClose()), new WireScript(), false)
                        .outcome())
                .isEqualTo(Outcome.HANGS);
    }

    @Test
    void closed_when_the_end_comes_first() throws IOException {
        assertThat(run(expecting(Expect.end(1)), new WireScript(), true))
                .returns(Outcome.CLOSED, Result::outcome)
                .returns("no END_REQUEST of 1; nothing received", Result::reason);
        assertThat(run(expecting(Expect.end(1), Expect.open()), ANSWER, true).outcome())
                .isEqualTo(Outcome.CLOSED);
    }

    @Test
    void an_octet_after_the_answer_is_no_silence_and_no_close() throws IOException {
        WireScript stray = new WireScript().then(ANSWER).raw(new byte[] {1});
        assertThat(run(expecting(Expect.end(1), Expect.open()), stray, false).reason())
                .isEqualTo("1 stray octets");
        assertThat(run(expecting(Expect.end(1), Expect.closed()), stray, true).reason())
                .isEqualTo("1 stray octets");
        assertThat(run(expecting(Expect.end(1), Expect.closed()), ANSWER, false).reason())
                .isEqualTo("the connection stays open");
    }

    @Test
    void a_stream_needs_its_end() throws IOException {
        Step ended = Expect.reply(1, reply -> Expect.require(reply.endsStream(RecordTypes.STDOUT), "open"));
        assertThat(run(expecting(ended), ANSWER, true).passed()).isTrue();
        WireScript open = stdout("Status: 200 OK\r\n\r\n").record(RecordTypes.END_REQUEST, 1, new byte[8]);
        assertThat(run(expecting(ended), open, true).reason()).isEqualTo("open");
    }

    @Test
    void values_are_those_that_were_asked_for() throws IOException {
        byte[] pair = "\u000F\u0001FCGI_MPXS_CONNS2".getBytes(StandardCharsets.ISO_8859_1);
        WireScript result = new WireScript().record(RecordTypes.GET_VALUES_RESULT, 0, pair);
        assertThat(run(expecting(Expect.values("FCGI_MAX_REQS")), result, true).reason())
                .isEqualTo("FCGI_MPXS_CONNS was not asked for");
        assertThat(run(expecting(Expect.values("FCGI_MPXS_CONNS")), result, true)
                        .reason())
                .isEqualTo("FCGI_MPXS_CONNS is \"2\"");
    }

    @Test
    void addresses_are_written_as_for_the_launcher() {
        assertThat(Conformance.address("tcp:127.0.0.1:9000")).isEqualTo(new InetSocketAddress("127.0.0.1", 9000));
        assertThat(Conformance.address("tcp:[::1]:9000")).isEqualTo(new InetSocketAddress("::1", 9000));
        assertThat(Conformance.address("unix:/run/a.sock")).isEqualTo(UnixDomainSocketAddress.of("/run/a.sock"));
        for (String wrong : new String[] {"", "tcp:9000", "127.0.0.1:9000", "tcp:127.0.0.1:http"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Conformance.address(wrong))
                    .withMessage("'" + wrong + "' is not an address");
        }
    }
}
