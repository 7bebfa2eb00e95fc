// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty.ee8;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.jetty.FastCgiConnectionFactory;
import dev.slipway.fastcgi.jetty.identity.Identity;
import dev.slipway.fastcgi.jetty.identity.RemoteUser;
import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Consumer;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.ee8.nested.ServletConstraint;
import org.eclipse.jetty.ee8.security.ConstraintMapping;
import org.eclipse.jetty.ee8.security.ConstraintSecurityHandler;
import org.eclipse.jetty.ee8.servlet.ServletContextHandler;
import org.eclipse.jetty.ee8.servlet.ServletHolder;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.LoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.security.Credential;
import org.junit.jupiter.api.Test;

/** What the web server says of its client, as a {@code javax.servlet} application sees it. */
class IdentityTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Tells who the user is and what is known of TLS. */
    private static final class WhoServlet extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("text/plain;charset=utf-8");
            PrintWriter out = response.getWriter();
            if ("tls".equals(request.getQueryString())) {
                X509Certificate[] chain =
                        (X509Certificate[]) request.getAttribute("javax.servlet.request.X509Certificate");
                out.print(request.isSecure()
                        + " " + request.getAttribute("javax.servlet.request.cipher_suite")
                        + " " + request.getAttribute("javax.servlet.request.key_size")
                        + " " + request.getAttribute("javax.servlet.request.ssl_session_id")
                        + " " + request.getAttribute("javax.servlet.request.secure_protocol")
                        + " " + (chain == null ? null : chain[0].getSubjectX500Principal()));
                return;
            }
            out.print(request.getRemoteUser() + " " + request.getUserPrincipal() + " " + request.getAuthType()
                    + " staff=" + request.isUserInRole("staff") + " " + request.getAttribute("eppn"));
        }
    }

    private static ServletContextHandler context(String authMethod, LoginService loginService) {
        ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
        ConstraintSecurityHandler security = new ConstraintSecurityHandler();
        ServletConstraint constraint = new ServletConstraint("staff", "staff");
        constraint.setAuthenticate(true);
        ConstraintMapping mapping = new ConstraintMapping();
        mapping.setPathSpec("/staff/*");
        mapping.setConstraint(constraint);
        security.addConstraintMapping(mapping);
        security.setAuthMethod(authMethod);
        security.setLoginService(loginService);
        context.setSecurityHandler(security);
        context.addServlet(new ServletHolder(new WhoServlet()), "/*");
        return context;
    }

    private static Answer get(
            String authMethod, LoginService realm, Consumer<Identity> settings, String target, String... params)
            throws Exception {
        ArrayByteBufferPool.Tracking pool = new ArrayByteBufferPool.Tracking();
        Server server = new Server(null, null, pool);
        FastCgiConnectionFactory factory = new FastCgiConnectionFactory();
        settings.accept(factory.getIdentity());
        ServerConnector connector = new ServerConnector(server, 1, 1, factory);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(context(authMethod, realm));
        server.start();
        try (FastCgiPeer peer =
                FastCgiPeer.connect(new InetSocketAddress("127.0.0.1", connector.getLocalPort()), PATIENCE)) {
            return peer.get(target, params);
        } finally {
            LifeCycle.stop(server);
            assertThat(pool.getLeaks()).isEmpty();
        }
    }

    private static HashLoginService realm(String user) {
        UserStore users = new UserStore();
        users.addUser(user, Credential.getCredential("right"), new String[] {"staff"});
        HashLoginService realm = new HashLoginService("realm");
        realm.setUserStore(users);
        return realm;
    }

    private static void trust(Identity identity) {
        identity.setRemoteUser(RemoteUser.TRUST);
    }

    private static void askContainer(Identity identity) {
        trust(identity);
        identity.setAuthorization("container");
    }

    private static void takeGroups(Identity identity) {
        trust(identity);
        identity.setAuthorization("header:groups");
        identity.setAttributes("eppn");
    }

    @Test
    void aUserIsIgnoredUnlessTrusted() throws Exception {
        assertThat(get(null, null, each -> {}, "/", "REMOTE_USER", "jane").bodyText())
                .isEqualTo("null null null staff=false null");
        assertThat(get(null, null, each -> {}, "/staff/", "REMOTE_USER", "jane").status())
                .isEqualTo(403);
    }

    @Test
    void aTrustedUserIsTheUserOfTheRequest() throws Exception {
        assertThat(get(null, null, IdentityTest::trust, "/", "REMOTE_USER", "jane", "AUTH_TYPE", "Digest")
                        .bodyText())
                .isEqualTo("jane jane Digest staff=false null");
        assertThat(get(null, null, IdentityTest::trust, "/").bodyText()).isEqualTo("null null null staff=false null");
        assertThat(get(null, null, IdentityTest::trust, "/", "HTTP_REMOTE_USER", "eve")
                        .bodyText())
                .isEqualTo("null null null staff=false null");
    }

    @Test
    void rolesComeFromAVariable() throws Exception {
        assertThat(get(
                                null,
                                null,
                                IdentityTest::takeGroups,
                                "/staff/",
                                "REMOTE_USER",
                                "jane",
                                "groups",
                                "users;staff",
                                "eppn",
                                "j@x")
                        .bodyText())
                .isEqualTo("jane jane REMOTE_USER staff=true j@x");
        assertThat(get(null, null, IdentityTest::takeGroups, "/staff/", "REMOTE_USER", "jane")
                        .status())
                .isEqualTo(403);
        assertThat(get(null, null, IdentityTest::takeGroups, "/staff/").status())
                .isEqualTo(403);
    }

    @Test
    void rolesComeFromTheContainer() throws Exception {
        assertThat(get(null, realm("jane"), IdentityTest::askContainer, "/staff/", "REMOTE_USER", "jane")
                        .bodyText())
                .isEqualTo("jane jane REMOTE_USER staff=true null");
        assertThat(get(null, realm("jane"), IdentityTest::askContainer, "/staff/", "REMOTE_USER", "ann")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void otherRequestsAreLeftToTheApplicationsOwnMethod() throws Exception {
        String right = "Basic " + Base64.getEncoder().encodeToString("jane:right".getBytes(StandardCharsets.US_ASCII));
        assertThat(get("BASIC", realm("jane"), IdentityTest::askContainer, "/staff/")
                        .status())
                .isEqualTo(401);
        assertThat(get("BASIC", realm("jane"), IdentityTest::askContainer, "/staff/", "HTTP_AUTHORIZATION", right)
                        .bodyText())
                .isEqualTo("jane jane BASIC staff=true null");
        assertThat(get("BASIC", null, IdentityTest::takeGroups, "/staff/", "REMOTE_USER", "jane", "groups", "staff")
                        .bodyText())
                .isEqualTo("jane jane REMOTE_USER staff=true null");
    }

    @Test
    void tlsIsToldUnderTheNamesOfJavax() throws Exception {
        String jane;
        try (InputStream in = IdentityTest.class.getResourceAsStream("/certificates/jane.pem")) {
            jane = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
        String[] params = {
            "HTTPS",
            "on",
            "SSL_PROTOCOL",
            "TLSv1.3",
            "SSL_CIPHER",
            "TLS_AES_256_GCM_SHA384",
            "SSL_SESSION_ID",
            "0a1b",
            "SSL_CLIENT_CERT",
            jane,
            "SSL_CLIENT_VERIFY",
            "SUCCESS"
        };
        assertThat(get(null, null, each -> {}, "/?tls", params).bodyText())
                .isEqualTo("true TLS_AES_256_GCM_SHA384 256 0a1b TLSv1.3 CN=Jane, O=Test");
        assertThat(get("CLIENT-CERT", realm("CN=Jane,O=Test"), each -> {}, "/staff/", params)
                        .status())
                .as("a password is asked for, and it is the empty one")
                .isEqualTo(403);
        UserStore users = new UserStore();
        users.addUser("CN=Jane,O=Test", Credential.getCredential(""), new String[] {"staff"});
        HashLoginService realm = new HashLoginService("realm");
        realm.setUserStore(users);
        assertThat(get("CLIENT-CERT", realm, each -> {}, "/staff/", params).bodyText())
                .contains("staff=true");
    }
}
