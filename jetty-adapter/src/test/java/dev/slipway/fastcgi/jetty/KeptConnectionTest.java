// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.WireScript;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** Requests that follow each other on one connection, the next one sent the moment END_REQUEST arrives. */
class KeptConnectionTest {
    /** Answers the target. */
    private static final class Echo extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
            byte[] body = request.getHttpURI().getPathQuery().getBytes(StandardCharsets.UTF_8);
            response.write(true, ByteBuffer.wrap(body), callback);
            return true;
        }
    }

    @Test
    void twentyThousandRequestsFollowEachOther() throws Exception {
        try (TestServer server = new TestServer(new Echo());
                FastCgiPeer peer = server.connect()) {
            for (int i = 0; i < 20_000; i++) {
                String target = "/request/" + i + "?n=" + i;
                Answer answer = peer.request(1, WireScript.getRequest(1, true, target));
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.bodyText()).isEqualTo(target);
            }
            server.awaitNoBuffers();
        }
    }

    @Test
    void everyRecordInASegmentOfItsOwn() throws Exception {
        try (TestServer server = new TestServer(new Echo());
                FastCgiPeer peer = server.connect()) {
            for (int i = 0; i < 500; i++) {
                String target = "/request/" + i;
                peer.sendRecordByRecord(WireScript.getRequest(1, true, target));
                assertThat(peer.readAnswer(1).bodyText()).isEqualTo(target);
            }
        }
    }

    @Test
    void r35_idleConnectionsCostNoThreadAndNoBuffer() throws Exception {
        List<FastCgiPeer> peers = new ArrayList<>();
        try (TestServer server = new TestServer(new Echo(), it -> it.threads().setMaxThreads(10))) {
            try {
                for (int i = 0; i < 300; i++) {
                    FastCgiPeer peer = server.connect();
                    peers.add(peer);
                    assertThat(peer.get("/first").bodyText()).isEqualTo("/first");
                }
                server.awaitNoBuffers();
                for (FastCgiPeer peer : peers) {
                    assertThat(peer.get("/second").bodyText()).isEqualTo("/second");
                }
            } finally {
                for (FastCgiPeer peer : peers) {
                    peer.close();
                }
            }
        }
    }
}
