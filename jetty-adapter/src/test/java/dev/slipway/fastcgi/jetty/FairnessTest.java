// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.Await;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.RecordTypes;
import dev.slipway.fastcgi.testkit.WireRecord;
import dev.slipway.fastcgi.testkit.WireScript;
import java.nio.ByteBuffer;
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
import org.junit.jupiter.params.provider.ValueSource;

/** A long answer lets the short ones of others through; {@link ResponseFlusherTest} counts its turns. */
@Timeout(120)
class FairnessTest {
    private static final int LONG = 100_000_000;
    /** What the sockets of both sides may hold, and a turn. */
    private static final int ON_THE_WAY = 12_000_000;

    private final AtomicInteger served = new AtomicInteger();
    private TestServer server;
    private FastCgiPeer peer;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(this::handle, it -> it.connector().setAcceptedSendBufferSize(128 * 1024));
        peer = server.connect();
        peer.send(new WireScript().getValues("FCGI_MPXS_CONNS"));
        peer.readValues();
    }

    @AfterEach
    void stop() throws Exception {
        peer.close();
        server.close();
    }

    private void handle(Request request, Response response, Callback callback) throws Exception {
        switch (request.getHttpURI().getPath()) {
            case "/one-write" -> response.write(true, ByteBuffer.allocate(LONG), callback);
            case "/many-writes" -> {
                ByteBuffer block = ByteBuffer.allocate(50_000);
                for (int i = 0; i < LONG; i += block.capacity()) {
                    Content.Sink.write(response, false, block.slice());
                }
                callback.succeeded();
            }
            default -> {
                Content.Sink.write(response, true, "short", callback);
                served.incrementAndGet();
            }
        }
    }

    /** Reads until a request ends; returns the bytes of the long answer that came before. */
    private int lengthBeforeTheEndOf(int id) throws Exception {
        int length = 0;
        WireRecord record;
        do {
            record = peer.readRecord();
            assertThat(record.id() == 1 && record.type() == RecordTypes.END_REQUEST)
                    .as("the long answer is over")
                    .isFalse();
            length += record.id() == 1 ? record.content().length : 0;
        } while (record.id() != id || record.type() != RecordTypes.END_REQUEST);
        assertThat(peer.readAnswer(id).bodyText()).isEqualTo("short");
        return length;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/one-write", "/many-writes"})
    void shortAnswersComeBetweenTheTurnsOfALongOne(String target) throws Exception {
        peer.send(WireScript.getRequest(1, true, target));
        peer.readUntil(1, answer -> answer.bodyLength() > 0);
        for (int id = 2; id <= 6; id++) {
            peer.send(WireScript.getRequest(id, true, "/short"));
            int count = id - 1;
            Await.until(() -> served.get() == count, TestServer.PATIENCE, "a short request is not served");
            assertThat(lengthBeforeTheEndOf(id)).isLessThan(ON_THE_WAY);
        }
        assertThat(peer.readAnswer(1).bodyLength()).isEqualTo(LONG);
    }

    @Test
    void longAnswersShareTheConnection() throws Exception {
        for (int id = 2; id <= 5; id++) {
            peer.send(WireScript.getRequest(id, true, "/many-writes"));
        }
        int[] lengths = new int[6];
        for (int i = 0; i < 4000; i++) {
            WireRecord record = peer.readRecord();
            lengths[record.id()] += record.content().length;
        }
        for (int id = 2; id <= 5; id++) {
            assertThat(lengths[id]).as("of what was received, answer " + id).isGreaterThan(5_000_000);
        }
    }
}
