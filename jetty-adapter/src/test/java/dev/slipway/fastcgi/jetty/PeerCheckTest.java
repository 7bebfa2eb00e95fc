// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.jetty.listen.AllowedClients;
import dev.slipway.fastcgi.jetty.listen.Secret;
import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.RequestParams;
import dev.slipway.fastcgi.testkit.WireScript;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other machines are let in by an allow-list or a secret only. */
class PeerCheckTest {
    private static final String VALUE = "correct-horse-battery-staple";

    private final AtomicReference<Map<?, ?>> params = new AtomicReference<>();
    private final AtomicReference<Map<String, Object>> attributes = new AtomicReference<>();

    private TestServer server(Consumer<FastCgiConnectionFactory> settings) {
        return new TestServer(
                (request, response, callback) -> {
                    params.set((Map<?, ?>) request.getAttribute(FastCgiConnectionFactory.PARAMS_ATTRIBUTE));
                    attributes.set(Map.copyOf(request.asAttributeMap()));
                    Content.Sink.write(response, true, Request.getRemoteAddr(request), callback);
                },
                server -> settings.accept(server.factory()));
    }

    private static EndPoint from(String address) {
        return new ByteArrayEndPoint() {
            @Override
            public SocketAddress getRemoteSocketAddress() {
                return new InetSocketAddress(address, 40000);
            }
        };
    }

    private static Secret secret(Path directory, String name) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), VALUE);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return Secret.read(file, name);
    }

    private static Answer get(FastCgiPeer peer, String... extraParams) throws IOException {
        return peer.request(1, WireScript.getRequest(1, true, "/", extraParams));
    }

    @Test
    void r18_withoutAnythingSaidLoopbackAloneMayConnect() {
        PeerCheck peers = new FastCgiConnectionFactory().peers();

        assertThat(peers.admits(from("127.0.0.1"), null)).isTrue();
        assertThat(peers.admits(from("::1"), null)).isTrue();
        assertThat(peers.admits(from("192.0.2.7"), null)).isFalse();
        assertThat(peers.admits(from("2001:db8::7"), null)).isFalse();
    }

    @Test
    void r18_anAllowListIsInThePlaceOfThat() {
        FastCgiConnectionFactory factory = new FastCgiConnectionFactory();
        factory.setAllowedClients(AllowedClients.parse("192.0.2.0/24,2001:db8::/32"));

        assertThat(factory.peers().admits(from("192.0.2.7"), null)).isTrue();
        assertThat(factory.peers().admits(from("2001:db8::7"), null)).isTrue();
        assertThat(factory.peers().admits(from("203.0.113.7"), null)).isFalse();
        assertThat(factory.peers().admits(from("127.0.0.1"), null)).isFalse();
    }

    @Test
    void r18_withASecretAnyMayConnectUnlessThereIsAListToo(@TempDir Path directory) throws IOException {
        FastCgiConnectionFactory factory = new FastCgiConnectionFactory();
        factory.setSecret(secret(directory, Secret.PARAM));

        assertThat(factory.peers().admits(from("192.0.2.7"), null)).isTrue();

        factory.setAllowedClients(AllowedClients.LOOPBACK);
        assertThat(factory.peers().admits(from("192.0.2.7"), null)).isFalse();
    }

    @Test
    void r18_theConnectionOfAStrangerIsClosedAtOnceCountedAndLoggedOnce() throws Exception {
        try (Logged logged = new Logged();
                TestServer server = server(factory -> factory.setAllowedClients(AllowedClients.parse("192.0.2.7")))) {
            for (int i = 1; i <= 3; i++) {
                try (FastCgiPeer peer = server.connect()) {
                    peer.expectClosed();
                }
            }

            assertThat(server.factory().getRefusals().getPeersNotAllowed()).isEqualTo(3);
            assertThat(logged.warningsOf(RefusedPeers.class))
                    .singleElement()
                    .asString()
                    .contains("Refused a connection of 127.0.0.1 to the FastCGI listener /127.0.0.1:")
                    .endsWith(": not in allowedClients=192.0.2.7/32. Further ones within a minute are only counted.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SLIPWAY_SECRET", "OUR_OWN"})
    void aRequestWithTheSecretIsServedAndTheSecretSeenByNobody(String name, @TempDir Path directory) throws Exception {
        Secret secret = secret(directory, name);
        try (Logged logged = new Logged();
                TestServer server = server(factory -> factory.setSecret(secret));
                FastCgiPeer peer = server.connect()) {
            assertThat(get(peer, name, VALUE).status()).isEqualTo(200);

            assertThat(params.get().containsKey("REQUEST_URI")).isTrue();
            assertThat(params.get().containsKey(name)).isFalse();
            assertThat(attributes.get()).doesNotContainKey(name);
            assertThat(attributes.get().toString() + params.get().values()).doesNotContain(VALUE);
            assertThat(logged.text()).doesNotContain(VALUE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "wrong",
                "correct-horse-battery-stapl",
                "correct-horse-battery-staplf",
                "Correct-horse-battery-staple"
            })
    void r18_aRequestWithoutTheSecretIsAnswered403AndTheConnectionClosed(String value, @TempDir Path directory)
            throws Exception {
        Secret secret = secret(directory, Secret.PARAM);
        try (Logged logged = new Logged();
                TestServer server = server(factory -> factory.setSecret(secret));
                FastCgiPeer peer = server.connect()) {
            Answer answer = get(peer, Secret.PARAM, value);

            assertThat(answer.status()).isEqualTo(403);
            assertThat(params.get()).isNull();
            peer.expectClosed();
            assertThat(server.factory().getRefusals().getWrongSecrets()).isEqualTo(1);
            assertThat(server.factory().getRefusals().getBadRequests()).isZero();
            assertThat(logged.warningsOf(RefusedPeers.class))
                    .singleElement()
                    .asString()
                    .contains(": the parameter SLIPWAY_SECRET is missing or wrong.")
                    .doesNotContain(VALUE);
            assertThat(answer.bodyText()).doesNotContain(VALUE);
        }
    }

    @Test
    void theSecretMayComeInARecordOfItsOwnBeforeTheOthers(@TempDir Path directory) throws Exception {
        Secret secret = secret(directory, Secret.PARAM);
        try (TestServer server = server(factory -> factory.setSecret(secret));
                FastCgiPeer peer = server.connect()) {
            WireScript script = new WireScript()
                    .begin(1, WireScript.RESPONDER, true)
                    .params(1, Secret.PARAM, VALUE)
                    .params(1, RequestParams.of("GET", "/"))
                    .paramsEnd(1)
                    .stdinEnd(1);

            assertThat(peer.request(1, script).status()).isEqualTo(200);
        }
    }

    @Test
    void aSecretThatNobodyAsksForIsSeenByNobodyEither() throws Exception {
        try (TestServer server = server(factory -> {});
                FastCgiPeer peer = server.connect()) {
            assertThat(get(peer, Secret.PARAM, VALUE).status()).isEqualTo(200);
            assertThat(params.get().containsKey(Secret.PARAM)).isFalse();
        }
    }

    @Test
    void aHeaderFieldOfThatNameIsNotTheSecret(@TempDir Path directory) throws Exception {
        Secret secret = secret(directory, Secret.PARAM);
        try (TestServer server = server(factory -> factory.setSecret(secret));
                FastCgiPeer peer = server.connect()) {
            assertThat(get(peer, "HTTP_SLIPWAY_SECRET", VALUE).status()).isEqualTo(403);
        }
    }
}
