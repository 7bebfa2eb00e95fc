// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.RequestParams;
import dev.slipway.fastcgi.testkit.WireScript;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many connections with all kinds of requests, cut everywhere, and every answer looked at. */
class MixedTrafficTest {
    private static final long SEED = Long.getLong("slipway.seed", 20261120L);
    private static final String[] TARGETS = {
        "/target",
        "/echo",
        "/read",
        "/unread",
        "/some",
        "/async",
        "/async-unread",
        "/flush",
        "/throw",
        "/cut",
        "/status"
    };

    private static void handle(Request request, Response response, Callback callback) throws Exception {
        switch (request.getHttpURI().getPath()) {
            case "/echo" -> Content.copy(request, response, callback);
            case "/read" ->
                Content.Sink.write(response, true, checksum(Content.Source.asByteBuffer(request)), callback);
            case "/some" -> {
                Content.Chunk chunk = request.read();
                if (chunk != null) {
                    chunk.release();
                }
                Content.Sink.write(response, true, "some", callback);
            }
            case "/async" ->
                Content.Source.asByteBuffer(
                        request,
                        Promise.from(
                                body -> execute(
                                        request, () -> Content.Sink.write(response, true, checksum(body), callback)),
                                callback::failed));
            case "/async-unread" -> execute(request, () -> Content.Sink.write(response, true, "later", callback));
            case "/flush" -> {
                for (int i = 0; i < 10; i++) {
                    Content.Sink.write(response, false, ByteBuffer.wrap(new byte[] {(byte) ('0' + i)}));
                }
                callback.succeeded();
            }
            case "/throw" -> throw new QuietException();
            case "/cut" -> {
                Content.Sink.write(response, false, ByteBuffer.wrap(new byte[1000]));
                throw new QuietException();
            }
            case "/status" -> {
                response.setStatus(204);
                callback.succeeded();
            }
            default -> {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
                Content.Sink.write(response, true, request.getHttpURI().getPathQuery(), callback);
            }
        }
    }

    /** Jetty does not log these. */
    private static final class QuietException extends Exception implements org.eclipse.jetty.io.QuietException {
        private static final long serialVersionUID = 1L;
    }

    private static void execute(Request request, Runnable task) {
        request.getComponents().getExecutor().execute(task);
    }

    private static String checksum(ByteBuffer body) {
        CRC32 crc = new CRC32();
        int length = body.remaining();
        crc.update(body);
        return length + " " + Long.toHexString(crc.getValue());
    }

    /** One connection after the other, each as long as the answers leave it open. */
    private static final class Client implements Callable<Void> {
        private final SocketAddress address;
        private final int count;
        private final SplittableRandom random;

        Client(SocketAddress address, int count, SplittableRandom random) {
            this.address = address;
            this.count = count;
            this.random = random;
        }

        @Override
        public Void call() throws Exception {
            FastCgiPeer peer = connect();
            try {
                for (int i = 0; i < count; i++) {
                    if (!exchange(peer, i)) {
                        peer.close();
                        peer = connect();
                    }
                }
            } finally {
                peer.close();
            }
            return null;
        }

        private FastCgiPeer connect() throws IOException {
            return FastCgiPeer.connect(address, Duration.ofSeconds(60));
        }

        /** Returns false if the connection is over. */
        private boolean exchange(FastCgiPeer peer, int number) throws IOException {
            String path = TARGETS[random.nextInt(TARGETS.length)];
            String target = path + "?n=" + number;
            String method = random.nextInt(8) == 0 ? "HEAD" : random.nextBoolean() ? "GET" : "POST";
            byte[] body = method.equals("POST") ? body() : new byte[0];
            boolean keep = random.nextInt(20) > 0;
            int id = random.nextInt(4) > 0 ? 1 : random.nextInt(1, 65_536);
            byte[] bytes = script(id, keep, method, target, body).toBytes();
            int fate = random.nextInt(50);
            if (fate == 0) {
                peer.send(Arrays.copyOf(bytes, random.nextInt(bytes.length)));
                return false;
            }
            try {
                if (random.nextInt(3) == 0) {
                    peer.send(bytes);
                } else {
                    peer.sendInPieces(bytes, random);
                }
            } catch (IOException e) {
                if (path.equals("/cut")) {
                    return false; // cut off before all of the request was sent
                }
                throw e;
            }
            if (fate == 1) {
                return false;
            }
            if (path.equals("/cut")) {
                assertThat(peer.readCutAnswer(id).isComplete()).isFalse();
                return false;
            }
            verify(peer.readAnswer(id), path, target, method, body);
            if (!keep) {
                peer.expectClosed();
            }
            return keep;
        }

        private byte[] body() {
            int length = switch (random.nextInt(10)) {
                case 0 -> 0;
                case 1 -> random.nextInt(200_000);
                case 2, 3 -> random.nextInt(40_000);
                default -> random.nextInt(3000);
            };
            byte[] body = new byte[length];
            random.nextBytes(body);
            return body;
        }

        private WireScript script(int id, boolean keep, String method, String target, byte[] body) {
            Map<String, String> params = RequestParams.of(method, target);
            if (body.length > 0 && random.nextBoolean()) {
                params.put("CONTENT_LENGTH", "" + body.length);
            }
            WireScript script = new WireScript();
            switch (random.nextInt(3)) {
                case 0 -> script.padToEight();
                case 1 -> script.padding(random.nextInt(256));
                default -> {
                    // none
                }
            }
            script.cut(cuts(16)).begin(id, WireScript.RESPONDER, keep).params(id, params);
            return script.paramsEnd(id).cut(cuts(65_535)).stdin(id, body).stdinEnd(id);
        }

        private int[] cuts(int least) {
            int[] cuts = random.ints(4, 1, 65_536).toArray();
            cuts[0] = random.nextInt(1, 100);
            cuts[3] = Math.max(cuts[3], least);
            return cuts;
        }

        private static void verify(Answer answer, String path, String target, String method, byte[] body) {
            int status = path.equals("/throw") ? 500 : path.equals("/status") ? 204 : 200;
            assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
            assertThat(answer.headInOneRecord() && answer.statusIsLastField())
                    .as(answer.toString())
                    .isTrue();
            if (method.equals("HEAD")) {
                assertThat(answer.bodyLength()).isZero();
                return;
            }
            switch (path) {
                case "/target" -> assertThat(answer.bodyText()).isEqualTo(target);
                case "/echo" -> assertThat(answer.body()).isEqualTo(body);
                case "/read", "/async" -> assertThat(answer.bodyText()).isEqualTo(checksum(ByteBuffer.wrap(body)));
                case "/some" -> assertThat(answer.bodyText()).isEqualTo("some");
                case "/async-unread" -> assertThat(answer.bodyText()).isEqualTo("later");
                case "/flush" -> assertThat(answer.bodyText()).isEqualTo("0123456789");
                case "/status" -> assertThat(answer.bodyLength()).isZero();
                default -> assertThat(answer.bodyText()).isNotEmpty();
            }
        }
    }

    /** One connection on which up to 32 requests at once have their records mixed. */
    private static final class SharingClient implements Callable<Void> {
        private record Sent(String path, String target, String method, byte[] body) {}

        private static final List<String> UNCUT =
                Stream.of(TARGETS).filter(target -> !target.equals("/cut")).toList();

        private final Client client;
        private final int count;
        private final SplittableRandom random;

        SharingClient(SocketAddress address, int count, SplittableRandom random) {
            this.client = new Client(address, count, random);
            this.count = count;
            this.random = random;
        }

        @Override
        public Void call() throws Exception {
            try (FastCgiPeer peer = client.connect()) {
                for (int done = 0; done < count; ) {
                    done += exchange(peer, done);
                }
            }
            return null;
        }

        private int exchange(FastCgiPeer peer, int number) throws IOException {
            Map<Integer, Sent> sent = new LinkedHashMap<>();
            List<WireScript> scripts = new ArrayList<>();
            int atOnce = random.nextInt(1, 33);
            for (int i = 0; i < atOnce; i++) {
                int id = random.nextInt(3) > 0 ? i + 1 : random.nextInt(33, 65_536);
                if (sent.containsKey(id)) {
                    continue;
                }
                String path = UNCUT.get(random.nextInt(UNCUT.size()));
                String method = random.nextInt(8) == 0 ? "HEAD" : random.nextBoolean() ? "GET" : "POST";
                byte[] body = method.equals("POST") ? client.body() : new byte[0];
                Sent one = new Sent(path, path + "?n=" + (number + i), method, body);
                WireScript script = client.script(id, true, method, one.target(), body);
                if (random.nextInt(20) == 0) {
                    script.abort(id);
                    one = null;
                }
                sent.put(id, one);
                scripts.add(script);
            }
            byte[] bytes = MultiplexTest.interleave(scripts, random);
            if (random.nextInt(3) == 0) {
                peer.send(bytes);
            } else {
                peer.sendInPieces(bytes, random);
            }
            for (Map.Entry<Integer, Sent> each : sent.entrySet()) {
                Answer answer = peer.readAnswer(each.getKey());
                Sent one = each.getValue();
                if (one == null) {
                    assertThat(answer.isComplete()).isTrue();
                } else {
                    Client.verify(answer, one.path(), one.target(), one.method(), one.body());
                }
            }
            return sent.size();
        }
    }

    private static void run(SocketAddress address, int connections, int requests) throws Exception {
        run(address, connections, random -> new Client(address, requests, random));
    }

    private static void run(
            SocketAddress address, int connections, Function<SplittableRandom, Callable<Void>> newClient)
            throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        ExecutorService executor = Executors.newFixedThreadPool(connections);
        try {
            List<Future<Void>> clients = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                clients.add(executor.submit(newClient.apply(random.split())));
            }
            for (Future<Void> client : clients) {
                client.get();
            }
            try (FastCgiPeer last = FastCgiPeer.connect(address)) {
                // connections are accepted in order, so none is left to be accepted when the server stops
                last.get("/target");
            }
        } catch (Exception e) {
            throw new AssertionError("with -Dslipway.seed=" + SEED, e);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void sixteenConnectionsWithFifteenHundredRequestsEach() throws Exception {
        try (TestServer server = new TestServer(MixedTrafficTest::handle)) {
            run(server.address(), 16, 1500);
            server.awaitNoConnections();
            server.awaitNoBuffers();
        }
    }

    @Test
    void fourConnectionsOverAUnixSocket(@TempDir Path directory) throws Exception {
        Path socket = directory.resolve("s");
        try (TestServer server = new TestServer(MixedTrafficTest::handle, it -> it.listenOn(socket))) {
            run(UnixDomainSocketAddress.of(socket), 4, 500);
            server.awaitNoConnections();
            server.awaitNoBuffers();
        }
    }

    @Test
    void fourSharedConnectionsWithAThousandRequestsEach() throws Exception {
        try (TestServer server = new TestServer(MixedTrafficTest::handle)) {
            run(server.address(), 4, random -> new SharingClient(server.address(), 1000, random));
            assertThat(server.factory().getMostRequestsAtOnce()).isBetween(2L, 32L);
            server.awaitNoConnections();
            server.awaitNoBuffers();
        }
    }
}
