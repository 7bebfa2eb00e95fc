// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fastcgi.jetty.identity.Identity;
import dev.slipway.fastcgi.jetty.identity.RemoteUser;
import dev.slipway.fastcgi.protocol.Role;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.RequestParams;
import dev.slipway.fastcgi.testkit.WireScript;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.security.AuthenticationState;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the web server says of its client, as a handler sees it that knows neither servlets nor security. */
class IdentityTest {
    private static final String[] CERTIFICATE = {
        "HTTPS", "on", "SSL_CLIENT_VERIFY", "SUCCESS", "SSL_CLIENT_CERT", TestCertificates.JANE_PEM
    };

    private static final class Seen {
        private volatile Map<String, Object> attributes;
        private volatile String user;

        private void see(Request request, Response response, Callback callback) {
            Map<String, Object> seen = new TreeMap<>();
            request.getAttributeNameSet().forEach(name -> seen.put(name, request.getAttribute(name)));
            attributes = seen;
            user = String.valueOf(Request.getAuthenticationState(request).getUserPrincipal());
            Content.Sink.write(response, true, "seen", callback);
        }

        private EndPoint.SslSessionData tls() {
            return (EndPoint.SslSessionData) attributes.get(EndPoint.SslSessionData.ATTRIBUTE);
        }
    }

    private static Seen seen(Consumer<Identity> settings, String... params) throws Exception {
        Seen seen = new Seen();
        try (TestServer server = new TestServer(
                        seen::see, each -> settings.accept(each.factory().getIdentity()));
                FastCgiPeer peer = server.connect()) {
            assertThat(peer.get("/", params).status()).isEqualTo(200);
        }
        return seen;
    }

    @Test
    void aTrustedUserIsTheStateOfTheRequest() throws Exception {
        Seen seen = seen(identity -> identity.setRemoteUser(RemoteUser.TRUST), "REMOTE_USER", "jane");
        assertThat(seen.user).isEqualTo("jane");
        assertThat(seen.attributes.get(Request.AuthenticationState.class.getName()))
                .isInstanceOf(AuthenticationState.Succeeded.class);
    }

    @Test
    void anAuthorizerIsToldNoUserBecauseItIsAskedForIt() throws Exception {
        Seen seen = new Seen();
        try (TestServer server = new TestServer(seen::see, each -> {
                    each.factory().setRoles(Set.of(Role.AUTHORIZER));
                    each.factory().getIdentity().setRemoteUser(RemoteUser.TRUST);
                });
                FastCgiPeer peer = server.connect()) {
            WireScript authorizer = new WireScript()
                    .begin(1, 2, true)
                    .params(1, RequestParams.of("GET", "/", "REMOTE_USER", "eve", "REMOTE_PASSWD", "guessed"))
                    .paramsEnd(1);
            assertThat(peer.request(1, authorizer).status()).isEqualTo(200);
            assertThat(seen.user).isEqualTo("null");
        }
    }

    @Test
    void aUserThatIsNotTrustedIsToldOfOnceWithTheSetting() throws Exception {
        try (Logged logged = new Logged();
                TestServer server = new TestServer(new Seen()::see);
                FastCgiPeer peer = server.connect()) {
            peer.get("/");
            assertThat(logged.warningsOf(Identity.class)).isEmpty();
            peer.get("/", "REMOTE_USER", "jane");
            peer.get("/", "REMOTE_USER", "joe");
            assertThat(logged.warningsOf(Identity.class))
                    .singleElement()
                    .asString()
                    .contains("REMOTE_USER", "remoteUser=trust", "--remote-user=trust", "nginx and HAProxy")
                    .doesNotContain("jane");
        }
        assertThat(seen(identity -> {}, "REMOTE_USER", "jane").user).isEqualTo("null");
    }

    @Test
    void theTlsConnectionIsWhereJettysEnvironmentsLookForIt() throws Exception {
        Seen seen = seen(
                identity -> {},
                "HTTPS",
                "on",
                "SSL_PROTOCOL",
                "TLSv1.3",
                "SSL_CIPHER",
                "TLS_AES_256_GCM_SHA384",
                "SSL_SESSION_ID",
                "0a1b");
        assertThat(seen.tls().cipherSuite()).isEqualTo("TLS_AES_256_GCM_SHA384");
        assertThat(seen.tls().keySize()).isEqualTo(256);
        assertThat(seen.tls().sslSessionId()).isEqualTo("0a1b");
        assertThat(seen.tls().peerCertificates()).isNull();
        assertThat(seen.attributes)
                .containsEntry("jakarta.servlet.request.secure_protocol", "TLSv1.3")
                .containsEntry("javax.servlet.request.secure_protocol", "TLSv1.3")
                .containsEntry("org.apache.tomcat.util.net.secure_protocol_version", "TLSv1.3");
    }

    @Test
    void aVerifiedCertificateIsTheClients() throws Exception {
        assertThat(seen(identity -> {}, CERTIFICATE).tls().peerCertificates())
                .singleElement()
                .extracting(X509Certificate::getSubjectX500Principal)
                .hasToString(TestCertificates.JANE_SUBJECT);
    }

    @Test
    void aMalformedCertificateIsNoneAndIsCountedAndToldOfOnce() throws Exception {
        Seen seen = new Seen();
        try (Logged logged = new Logged();
                TestServer server = new TestServer(seen::see);
                FastCgiPeer peer = server.connect()) {
            String[] params = CERTIFICATE.clone();
            params[5] = params[5].substring(0, 300);
            for (int i = 0; i < 3; i++) {
                assertThat(peer.get("/", params).status()).isEqualTo(200);
                assertThat(seen.tls()).as("nothing else is told of TLS").isNull();
            }
            assertThat(server.factory().getIdentity().getMalformedCertificates())
                    .isEqualTo(3);
            assertThat(logged.warningsOf(Identity.class))
                    .singleElement()
                    .asString()
                    .contains("SSL_CLIENT_CERT");
            assertThat(logged.text()).doesNotContain("\tat ");
        }
    }

    @Test
    void variablesAreAttributesOnlyByThePattern() throws Exception {
        String[] params = {"eppn", "J\u00c3\u00a9", "AJP_mail", "m", "other", "o", "HTTP_EPPN", "forged"};
        assertThat(seen(identity -> {}, params).attributes).doesNotContainKeys("eppn", "mail", "other");
        assertThat(seen(identity -> identity.setAttributes("eppn|mail"), params).attributes)
                .containsEntry("eppn", "J\u00e9")
                .containsEntry("mail", "m")
                .doesNotContainKeys("other", "AJP_mail");
    }

    @Test
    void theMapOfAllParametersHasTheSameCharset() throws Exception {
        Seen seen = seen(identity -> identity.setCharset(StandardCharsets.ISO_8859_1), "sn", "\u00e9");
        assertThat(seen.attributes.get(FastCgiConnectionFactory.PARAMS_ATTRIBUTE))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.map(String.class, String.class))
                .containsEntry("sn", "\u00e9");
    }

    @Test
    void r20_noVariableReachesWhatTheContainerObeys() throws Exception {
        Seen seen = seen(
                identity -> identity.setAttributes(".*"),
                "jakarta.servlet.include.request_uri",
                "/WEB-INF/web.xml",
                "AJP_javax.servlet.include.path_info",
                "/WEB-INF/web.xml",
                "org.eclipse.jetty.io.Endpoint.SslSessionData",
                "x",
                "dev.slipway.fastcgi.user",
                "eve");
        assertThat(seen.attributes.keySet())
                .noneMatch(name -> name.startsWith("jakarta.") || name.startsWith("javax."))
                .doesNotContain(EndPoint.SslSessionData.ATTRIBUTE, "dev.slipway.fastcgi.user");
        assertThat(seen.user).isEqualTo("null");
    }

    @Test
    void r21_theProxyFieldAndPasswordsReachNobody() throws Exception {
        try (Logged logged = new Logged()) {
            Seen seen = seen(
                    identity -> {
                        identity.setAttributes(".*");
                        identity.setRemoteUser(RemoteUser.TRUST);
                    },
                    "HTTP_PROXY",
                    "http://evil.test",
                    "REMOTE_USER",
                    "jane",
                    "AUTH_PASSWORD",
                    "s3cret",
                    "REMOTE_PASSWD",
                    "s3cret");
            Map<?, ?> all = (Map<?, ?>) seen.attributes.get(FastCgiConnectionFactory.PARAMS_ATTRIBUTE);
            assertThat(all.keySet()).map(String::valueOf).contains("REMOTE_USER");
            assertThat(all.values()).map(String::valueOf).doesNotContain("s3cret", "http://evil.test");
            assertThat(seen.attributes.values()).map(String::valueOf).noneMatch(value -> value.contains("s3cret"));
            assertThat(System.getProperties().values()).doesNotContain("http://evil.test");
            assertThat(logged.text()).doesNotContain("s3cret");
        }
    }

    @Test
    void r22_twoValuesOfAVariableThatCountsAreA400() throws Exception {
        try (TestServer server = new TestServer(new Seen()::see, each -> {
                    each.factory().getIdentity().setRemoteUser(RemoteUser.TRUST);
                    each.factory().getIdentity().setAttributes("eppn");
                    each.factory().getIdentity().setAuthorization("header:groups");
                });
                FastCgiPeer peer = server.connect()) {
            for (String name : new String[] {"eppn", "groups", "REMOTE_USER", "SSL_CLIENT_CERT"}) {
                assertThat(peer.request(1, TwiceInParams.get(name)).status())
                        .as(name)
                        .isEqualTo(400);
            }
            assertThat(peer.get("/").status()).as("the connection goes on").isEqualTo(200);
        }
    }

    @Test
    void r14_nothingOfOneClientIsLeftForTheNext() throws Exception {
        Seen seen = new Seen();
        try (TestServer server = new TestServer(seen::see, each -> {
                    each.factory().getIdentity().setRemoteUser(RemoteUser.TRUST);
                    each.factory().getIdentity().setAttributes("eppn");
                });
                FastCgiPeer peer = server.connect()) {
            String[] all = java.util.stream.Stream.concat(
                            java.util.Arrays.stream(CERTIFICATE),
                            java.util.stream.Stream.of(
                                    "eppn", "jane", "REMOTE_USER", "jane", "SSL_PROTOCOL", "TLSv1.3"))
                    .toArray(String[]::new);
            peer.get("/", all);
            assertThat(seen.user).isEqualTo("jane");
            peer.get("/");
            assertThat(seen.user).isEqualTo("null");
            assertThat(seen.attributes.keySet()).containsExactly(FastCgiConnectionFactory.PARAMS_ATTRIBUTE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "header:", "groups", "Container", "header:HTTP_GROUPS"})
    void aSourceOfRolesThatIsNoneIsRefusedWithItsValue(String authorization) {
        assertThatThrownBy(() -> new Identity().setAuthorization(authorization))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + authorization + "'");
    }

    @Test
    void aPatternThatIsNoneIsRefusedWithItsValue() {
        assertThatThrownBy(() -> new Identity().setAttributes("(eppn"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'(eppn' is not a regular expression");
        assertThatThrownBy(() -> new Identity().setRoleSeparator("")).isInstanceOf(IllegalArgumentException.class);
    }
}
