// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.WireScript;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongSupplier;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that speak something else: closed, counted, and reported once if it is a likely mistake. */
class WrongProtocolTest {
    private static final byte[] TLS_HELLO = {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};

    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer((request, response, callback) -> {
            response.write(true, null, Callback.NOOP);
            callback.succeeded();
        });
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        System.setErr(standardError);
        server.close();
    }

    private List<String> warnings() {
        return log.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains(":WARN "))
                .toList();
    }

    private void sendAndExpectClose(byte[] bytes) throws Exception {
        try (FastCgiPeer peer = server.connect()) {
            peer.send(bytes);
            peer.expectClosed();
        }
        server.awaitNoConnections();
        server.awaitNoBuffers();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void assertCountedOnly(LongSupplier counter, long count) {
        FastCgiConnectionFactory factory = server.factory();
        assertThat(counter.getAsLong()).isEqualTo(count);
        assertThat(factory.getRefusals().getWrongProtocolConnections()
                        + factory.getRefusals().getMalformedConnections()
                        + factory.getRefusals().getLimitExceededConnections())
                .isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "P"})
    void httpIsReportedOnceWithWhatToDo(String text) throws Exception {
        for (int i = 0; i < 3; i++) {
            sendAndExpectClose(ascii(text));
        }
        assertCountedOnly(server.factory().getRefusals()::getWrongProtocolConnections, 3);
        assertThat(warnings()).singleElement().asString().contains("this is HTTP", "fcgi://", "127.0.0.1");
    }

    @Test
    void tlsIsReportedOnce() throws Exception {
        sendAndExpectClose(TLS_HELLO);
        sendAndExpectClose(TLS_HELLO);
        assertCountedOnly(server.factory().getRefusals()::getWrongProtocolConnections, 2);
        assertThat(warnings()).singleElement().asString().contains("this is TLS");
    }

    @Test
    void otherBytesAreOnlyCounted() throws Exception {
        sendAndExpectClose(new byte[100]);
        sendAndExpectClose(new byte[] {2, 1, 0, 1, 0, 8, 0, 0});
        sendAndExpectClose(ascii("\r\n\r\n"));
        assertCountedOnly(server.factory().getRefusals()::getMalformedConnections, 3);
        assertThat(warnings()).isEmpty();
    }

    @Test
    void r06_recordsThatFastCgiDoesNotAllowAreOnlyCounted() throws Exception {
        sendAndExpectClose(new WireScript().record(1, 1, new byte[7]).toBytes());
        sendAndExpectClose(new WireScript().stdinEnd(0).toBytes());
        sendAndExpectClose(new WireScript()
                .begin(1, WireScript.RESPONDER, true)
                .stdinEnd(1)
                .toBytes());
        sendAndExpectClose(new WireScript()
                .begin(1, WireScript.RESPONDER, true)
                .paramsRecord(1, new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 1})
                .paramsEnd(1)
                .toBytes());
        assertCountedOnly(server.factory().getRefusals()::getMalformedConnections, 4);
        assertThat(warnings()).isEmpty();
    }

    @Test
    void httpInTheMiddleOfARequestIsAMistakeOfTheFrontEnds() throws Exception {
        sendAndExpectClose(new WireScript()
                .begin(1, WireScript.RESPONDER, true)
                .raw(ascii("GET / HTTP/1.0\r\n\r\n"))
                .toBytes());
        assertCountedOnly(server.factory().getRefusals()::getMalformedConnections, 1);
    }

    @Test
    void moreGetValuesThanThereMayBeIsALimit() throws Exception {
        sendAndExpectClose(new WireScript().record(9, 0, new byte[2000]).toBytes());
        assertCountedOnly(server.factory().getRefusals()::getLimitExceededConnections, 1);
        assertThat(warnings()).isEmpty();
    }

    @Test
    void aConnectionThatSaysNothingIsNoMistake() throws Exception {
        FastCgiPeer silent = server.connect();
        server.awaitConnection();
        silent.close();
        server.awaitNoConnections();
        assertCountedOnly(() -> 0, 0);
        assertThat(warnings()).isEmpty();
    }
}
