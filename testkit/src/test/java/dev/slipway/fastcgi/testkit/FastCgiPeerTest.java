// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FastCgiPeerTest {
    private static final WireScript GET = WireScript.getRequest(1, true, "/");
    private static final Duration SHORT = Duration.ofMillis(100);

    @Test
    void sendsARequestAndReadsItsAnswer() throws Exception {
        try (var application = ScriptedApplication.onLoopback(connection -> {
                    assertThat(connection.receive(GET.toBytes().length)).isEqualTo(GET.toBytes());
                    connection.send(answer(1, "hello").toBytes());
                });
                var peer = application.connect()) {
            assertThat(peer.get("/").bodyText()).isEqualTo("hello");
            peer.expectClosed();
            application.awaitEnd();
        }
    }

    @Test
    void worksOverAUnixDomainSocket(@TempDir Path folder) throws Exception {
        try (var application = new ScriptedApplication(UnixDomainSocketAddress.of(folder.resolve("s")), connection -> {
                    connection.receive(GET.toBytes().length);
                    assertThat(connection.atEnd()).isTrue();
                    connection.send(answer(1, "hello").toBytes());
                });
                var peer = application.connect()) {
            peer.send(GET);
            peer.shutdownOutput();
            assertThat(peer.readAnswer(1).bodyText()).isEqualTo("hello");
            peer.expectClosed();
        }
    }

    @Test
    void keepsTheAnswersToOtherIds() throws Exception {
        var requests = WireScript.getRequest(1, true, "/").then(WireScript.getRequest(3, true, "/"));
        try (var application = ScriptedApplication.onLoopback(connection -> {
                    connection.receive(requests.toBytes().length);
                    connection.send(answer(3, "three").then(answer(1, "one")).toBytes());
                });
                var peer = application.connect()) {
            peer.sendRecordByRecord(requests);
            assertThat(peer.readAnswer(1).bodyText()).isEqualTo("one");
            assertThat(peer.readAnswer(3).bodyText()).isEqualTo("three");
        }
    }

    @Test
    void sendsInPieces() throws Exception {
        byte[] body = new byte[100_000];
        new Random(1).nextBytes(body);
        byte[] request = WireScript.postRequest(1, true, "/", body).toBytes();
        try (var application = ScriptedApplication.onLoopback(connection -> {
                    assertThat(connection.receive(request.length)).isEqualTo(request);
                    connection.send(answer(1, "got it").toBytes());
                });
                var peer = application.connect()) {
            peer.sendInPieces(request, new Random(2));
            assertThat(peer.readAnswer(1).bodyText()).isEqualTo("got it");
        }
    }

    @Test
    void readsWhileTheApplicationTakesNoMore() throws Exception {
        byte[] request =
                WireScript.postRequest(1, true, "/", new byte[20_000_000]).toBytes();
        var answer = new WireScript().record(6, 1, Octets.of("A: b\n\n"));
        for (int i = 0; i < 400; i++) {
            answer.record(6, 1, new byte[50_000]);
        }
        answer.record(6, 1, new byte[0]).record(3, 1, new byte[8]);
        try (var application = ScriptedApplication.onLoopback(connection -> {
                    connection.receive(1);
                    connection.send(answer.toBytes());
                    connection.receive(request.length - 1);
                });
                var peer = application.connect()) {
            peer.send(request);
            assertThat(peer.readAnswer(1).bodyLength()).isEqualTo(20_000_000);
        }
    }

    @Test
    void tellsHowMuchWasTakenBeforeItStalled() throws Exception {
        var release = new CountDownLatch(1);
        try (var application = ScriptedApplication.onLoopback(connection -> release.await());
                var peer = application.connect()) {
            byte[] body = new WireScript().stdin(1, new byte[50_000_000]).toBytes();
            assertThat(peer.sendUntilStalled(body, SHORT)).isBetween(1, body.length - 1);
            release.countDown();
        }
    }

    @Test
    void readsManagementRecords() throws Exception {
        try (var application = ScriptedApplication.onLoopback(connection -> connection.send(new WireScript()
                        .record(10, 0, Pairs.encode("FCGI_MPXS_CONNS", "1"))
                        .record(11, 0, new byte[] {77, 0, 0, 0, 0, 0, 0, 0})
                        .toBytes()));
                var peer = application.connect()) {
            assertThat(peer.readValues()).isEqualTo(Map.of("FCGI_MPXS_CONNS", "1"));
            assertThat(peer.readUnknownType()).isEqualTo(77);
        }
    }

    @Test
    void readsAnswersInPartsAndCutOnes() throws Exception {
        var release = new CountDownLatch(1);
        try (var application = ScriptedApplication.onLoopback(connection -> {
                    connection.receive(GET.toBytes().length);
                    connection.send(new WireScript()
                            .record(6, 1, Octets.of("A: b\n\nfirst"))
                            .toBytes());
                    release.await();
                    connection.send(new WireScript()
                            .record(6, 1, Octets.of(" second"))
                            .raw(new byte[] {1, 6})
                            .toBytes());
                });
                var peer = application.connect()) {
            peer.send(GET);
            assertThat(peer.readUntil(1, answer -> answer.bodyLength() == 5).isComplete())
                    .isFalse();
            peer.expectSilence(SHORT);
            release.countDown();
            assertThat(peer.readCutAnswer(1).bodyText()).isEqualTo("first second");
        }
    }

    @Test
    void takesAResetForAClose() throws Exception {
        try (var application = ScriptedApplication.onLoopback(ScriptedApplication.Connection::resetOnClose);
                var peer = application.connect()) {
            peer.expectClosed();
        }
    }

    @Test
    void canReset() throws Exception {
        try (var application = ScriptedApplication.onLoopback(
                        connection -> assertThatThrownBy(connection::atEnd).hasMessageContaining("reset"));
                var peer = application.connect()) {
            peer.reset();
            application.awaitEnd();
        }
    }

    @Test
    void saysWhatItReceivedWhenItFails() throws Exception {
        var release = new CountDownLatch(1);
        try (var application = ScriptedApplication.onLoopback(connection -> {
                    connection.receive(GET.toBytes().length);
                    connection.send(new WireScript()
                            .record(6, 1, Octets.of("A: b\n\n"))
                            .raw(new byte[] {1})
                            .toBytes());
                    release.await();
                });
                var peer = FastCgiPeer.connect(application.address(), SHORT)) {
            peer.send(GET);
            assertThatThrownBy(() -> peer.readAnswer(1))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("the whole answer 1 did not come within PT0.1S;"
                            + " received so far: [#1 1 STDOUT 6+0] and 1 unread octets");
            release.countDown();
            assertThatThrownBy(() -> peer.readAnswer(1))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith("connection closed before the whole answer 1;");
        }
    }

    @Test
    void noticesWhatComesInsteadOfAClose() throws Exception {
        try (var application = ScriptedApplication.onLoopback(connection -> {
                    connection.receive(GET.toBytes().length);
                    connection.send(answer(1, "").raw(new byte[] {'X'}).toBytes());
                });
                var peer = application.connect()) {
            peer.get("/");
            assertThatThrownBy(peer::expectClosed).hasMessageContaining("and 1 unread octets");
        }
    }

    @Test
    void noticesAnAnswerWithoutARequest() throws Exception {
        try (var application = ScriptedApplication.onLoopback(connection -> {
                    connection.receive(GET.toBytes().length);
                    connection.send(answer(2, "").toBytes());
                });
                var peer = application.connect()) {
            peer.send(GET);
            assertThatThrownBy(() -> peer.readAnswer(1)).hasMessageContaining("no request 2 was sent");
        }
    }

    private static WireScript answer(int id, String body) {
        return new WireScript()
                .record(RecordTypes.STDOUT, id, Octets.of("Status: 200 OK\r\n\r\n" + body))
                .record(RecordTypes.STDOUT, id, new byte[0])
                .record(RecordTypes.END_REQUEST, id, new byte[8]);
    }
}
