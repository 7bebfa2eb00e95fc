// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.WireScript;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.io.Content;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of Jetty's HTTP connector hold for FastCGI, at the same byte, and so does one for bodies. */
class RequestSizeTest {
    private static final int HEADER_SIZE = 500;
    private static final int BODY_SIZE = 1000;

    private TestServer server;
    private FastCgiPeer peer;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(
                (request, response, callback) -> {
                    int length = request.getHttpURI().getPath().equals("/unread")
                            ? -1
                            : Content.Source.asByteBuffer(request).remaining();
                    Content.Sink.write(response, true, "read " + length, callback);
                },
                configured -> {
                    configured.configuration().setRequestHeaderSize(HEADER_SIZE);
                    configured.factory().setMaxRequestBodySize(BODY_SIZE);
                    configured.addHttp();
                });
        peer = server.connect();
    }

    @AfterEach
    void stop() throws Exception {
        peer.close();
        server.close();
    }

    /** What Jetty's HTTP connector answers. */
    private int statusOverHttp(String target, String name, String value) throws IOException {
        String request = "GET " + target + " HTTP/1.1\r\nHost: www.example.test\r\n" + name + ": " + value + "\r\n\r\n";
        try (Socket socket = new Socket(
                server.httpAddress().getAddress(), server.httpAddress().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return Integer.parseInt(new String(answer, StandardCharsets.US_ASCII).substring(9));
        }
    }

    /** What is answered over FastCGI, which must be the same. */
    private int status(String target, String name, String value) throws IOException {
        int status = peer.get(target, "HTTP_" + name.toUpperCase(), value).status();
        assertThat(status)
                .as("status of %d bytes of target and %d of field", target.length(), value.length())
                .isEqualTo(statusOverHttp(target, name, value));
        return status;
    }

    @Test
    void r16_headerFieldsAreCountedAsHttpCountsThem() throws Exception {
        int most = HEADER_SIZE - "GET / HTTP/1.1\r\nHost: www.example.test\r\nX: \r\n\r\n".length();

        assertThat(status("/", "X", "x".repeat(most))).isEqualTo(200);
        assertThat(status("/", "X", "x".repeat(most + 1))).isEqualTo(431);
        assertThat(status("/", "X", "x".repeat(2 * HEADER_SIZE))).isEqualTo(431);
        assertThat(server.factory().getRefusals().getHeadersTooLarge()).isEqualTo(2);
        assertThat(peer.get("/").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {484, 485, 486, 487, 495, 496, 500, 1000})
    void r16_aLongTargetIsAnsweredAsOverHttp(int length) throws Exception {
        int status = status("/" + "x".repeat(length - 1), "X", "");

        assertThat(status).isEqualTo(length > HEADER_SIZE - "GET  HTTP/1.1\r\n".length() ? 414 : 431);
        assertThat(server.factory().getRefusals().getUrisTooLong()).isEqualTo(status == 414 ? 1 : 0);
    }

    @Test
    void whatTheWebServerAddsDoesNotCount() throws Exception {
        assertThat(peer.get("/", "DOCUMENT_ROOT", "x".repeat(HEADER_SIZE)).status())
                .isEqualTo(200);
    }

    private static WireScript post(String target, int contentLength, int... pieces) {
        WireScript script = new WireScript().begin(1, WireScript.RESPONDER, true);
        script.params(1, "REQUEST_METHOD", "POST", "REQUEST_URI", target);
        if (contentLength >= 0) {
            script.params(1, "CONTENT_LENGTH", Integer.toString(contentLength));
        }
        script.paramsEnd(1);
        for (int piece : pieces) {
            script.stdin(1, new byte[piece]);
        }
        return script;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/unread"})
    void r16_aBodyThatIsSaidToBeTooLargeIsAnsweredAtOnce(String target) throws Exception {
        peer.send(post(target, BODY_SIZE + 1));

        assertThat(peer.readUntil(1, Answer::hasHead).status()).isEqualTo(413);
        peer.send(new WireScript().stdin(1, new byte[BODY_SIZE + 1]).stdinEnd(1));
        peer.readAnswer(1);
        assertThat(server.factory().getRefusals().getBodiesTooLarge()).isEqualTo(1);
        assertThat(peer.get("/").status()).as("the connection goes on").isEqualTo(200);
    }

    @Test
    void aBodyThatGrowsTooLargeFailsWhileItIsRead() throws Exception {
        peer.send(post("/", -1, BODY_SIZE, 1, 10_000));

        assertThat(peer.readUntil(1, Answer::hasHead).status()).isEqualTo(413);
        peer.send(new WireScript().stdinEnd(1));
        peer.readAnswer(1);
        assertThat(server.factory().getRefusals().getBodiesTooLarge()).isEqualTo(1);
        assertThat(peer.get("/").status()).as("the connection goes on").isEqualTo(200);
    }

    @Test
    void aBodyAsLargeAsItMayBeIsRead() throws Exception {
        assertThat(peer.request(1, post("/", BODY_SIZE, BODY_SIZE).stdinEnd(1)).bodyText())
                .isEqualTo("read " + BODY_SIZE);
        assertThat(peer.request(1, post("/", -1, BODY_SIZE).stdinEnd(1)).bodyText())
                .isEqualTo("read " + BODY_SIZE);
        assertThat(server.factory().getRefusals().getBodiesTooLarge()).isZero();
    }

    @Test
    void aSizeThatMakesNoSenseIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server.factory().setMaxRequestBodySize(-2))
                .withMessage("maxRequestBodySize -2 must be -1 or more");
    }
}
