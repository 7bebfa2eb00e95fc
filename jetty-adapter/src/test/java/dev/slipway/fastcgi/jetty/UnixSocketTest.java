// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.RequestParams;
import dev.slipway.fastcgi.testkit.WireScript;
import java.nio.file.Path;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connector on a Unix-domain socket, where a write to a closed connection fails at once. */
class UnixSocketTest {
    private TestServer server;
    private FastCgiPeer peer;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        Path socket = directory.resolve("s");
        server = new TestServer(
                (request, response, callback) -> {
                    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
                    String seen = Request.getRemoteAddr(request) + " " + Request.getLocalAddr(request);
                    Content.Sink.write(response, true, seen, callback);
                },
                it -> it.listenOn(socket));
        peer = TestServer.connect(socket);
    }

    @AfterEach
    void stop() throws Exception {
        peer.close();
        server.close();
    }

    @Test
    void requestsSeeTheAddressesOfTheClientsConnection() throws Exception {
        for (int i = 0; i < 1000; i++) {
            assertThat(peer.get("/").bodyText()).isEqualTo("192.0.2.7 192.0.2.1");
        }
    }

    @Test
    void anUnreadBodyIsTakenToTheLastOctetOfItsPadding() throws Exception {
        byte[] bytes = new WireScript()
                .begin(1, WireScript.RESPONDER, false)
                .params(1, RequestParams.of("POST", "/"))
                .paramsEnd(1)
                .stdin(1, "unread")
                .padding(255)
                .stdinEnd(1)
                .toBytes();
        peer.send(Arrays.copyOf(bytes, bytes.length - 255));
        assertThat(peer.readAnswer(1).status()).isEqualTo(200);
        peer.expectClosed();
        for (int i = bytes.length - 255; i < bytes.length; i++) {
            peer.send(new byte[] {bytes[i]});
        }
        server.awaitNoConnections();
    }
}
