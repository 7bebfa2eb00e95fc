// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.jetty.identity.Identity;
import dev.slipway.fastcgi.jetty.identity.RemoteUser;
import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.LoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.security.Credential;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The user that the web server names, as servlets of ee10 and ee11 see it; nothing is done for it in the context. */
class IdentityInServletsTest {
    /** A context at {@code /} whose {@code /staff/*} needs the role staff and {@code /user/*} any user. */
    @FunctionalInterface
    private interface Environment {
        /** @param authMethod as in login-config; null for none */
        Handler context(String authMethod, LoginService loginService);
    }

    private static Handler ee11(String authMethod, LoginService loginService) {
        var context = new org.eclipse.jetty.ee11.servlet.ServletContextHandler(
                "/", org.eclipse.jetty.ee11.servlet.ServletContextHandler.SESSIONS);
        var security = new org.eclipse.jetty.ee11.servlet.security.ConstraintSecurityHandler();
        for (String path : new String[] {"/staff/*", "/user/*"}) {
            var mapping = new org.eclipse.jetty.ee11.servlet.security.ConstraintMapping();
            mapping.setPathSpec(path);
            mapping.setConstraint(path.equals("/user/*") ? Constraint.ANY_USER : Constraint.from("staff"));
            security.addConstraintMapping(mapping);
        }
        security.setAuthenticationType(authMethod);
        security.setLoginService(loginService);
        context.setSecurityHandler(security);
        context.addServlet(new WhoServlet(), "/*");
        return context;
    }

    private static Handler ee10(String authMethod, LoginService loginService) {
        var context = new org.eclipse.jetty.ee10.servlet.ServletContextHandler(
                "/", org.eclipse.jetty.ee10.servlet.ServletContextHandler.SESSIONS);
        var security = new org.eclipse.jetty.ee10.servlet.security.ConstraintSecurityHandler();
        for (String path : new String[] {"/staff/*", "/user/*"}) {
            var mapping = new org.eclipse.jetty.ee10.servlet.security.ConstraintMapping();
            mapping.setPathSpec(path);
            mapping.setConstraint(path.equals("/user/*") ? Constraint.ANY_USER : Constraint.from("staff"));
            security.addConstraintMapping(mapping);
        }
        security.setAuthenticationType(authMethod);
        security.setLoginService(loginService);
        context.setSecurityHandler(security);
        context.addServlet(new WhoServlet(), "/*");
        return context;
    }

    private static LoginService realm() {
        UserStore users = new UserStore();
        users.addUser("jane", Credential.getCredential("nobody-knows"), new String[] {"staff"});
        users.addUser("mary", Credential.getCredential("MD5:5f4dcc3b5aa765d61d8327deb882cf99"), new String[] {"staff"});
        users.addUser("joe", Credential.getCredential("right"), new String[] {"staff", "admin"});
        HashLoginService realm = new HashLoginService("realm");
        realm.setUserStore(users);
        return realm;
    }

    private static String basic(String user, String password) {
        return "Basic "
                + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.US_ASCII));
    }

    abstract static class Cases {
        private final Environment environment;

        Cases(Environment environment) {
            this.environment = environment;
        }

        private Answer get(
                String authMethod, LoginService realm, Consumer<Identity> settings, String target, String... params)
                throws Exception {
            Handler context = environment.context(authMethod, realm);
            try (TestServer server = new TestServer(
                            context, each -> settings.accept(each.factory().getIdentity()));
                    FastCgiPeer peer = server.connect()) {
                return peer.get(target, params);
            }
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
        }

        @Test
        void isIgnoredUnlessTrusted() throws Exception {
            String[] jane = {"REMOTE_USER", "jane", "AUTH_TYPE", "Basic"};
            assertThat(get(null, null, each -> {}, "/", jane).bodyText())
                    .isEqualTo("null null null staff=false admin=false");
            assertThat(get(null, null, each -> {}, "/user/", jane).status()).isEqualTo(403);
        }

        @Test
        void isTheUserOfTheRequestWhenTrusted() throws Exception {
            assertThat(get(null, null, Cases::trust, "/", "REMOTE_USER", "jane", "AUTH_TYPE", "Digest")
                            .bodyText())
                    .isEqualTo("jane jane Digest staff=false admin=false");
            assertThat(get(null, null, Cases::trust, "/user/", "REMOTE_USER", "jane")
                            .bodyText())
                    .isEqualTo("jane jane REMOTE_USER staff=false admin=false");
            assertThat(get(null, null, Cases::trust, "/?authenticate", "REMOTE_USER", "jane", "AUTH_TYPE", "Digest")
                            .bodyText())
                    .isEqualTo("true jane jane Digest staff=false admin=false");
        }

        @Test
        void isUtf8UnlessSet() throws Exception {
            assertThat(get(null, null, Cases::trust, "/", "REMOTE_USER", "J\u00c3\u00a9r\u00c3\u00b4me")
                            .bodyText())
                    .startsWith("J\u00e9r\u00f4me ");
            assertThat(get(
                                    null,
                                    null,
                                    identity -> {
                                        trust(identity);
                                        identity.setCharset(StandardCharsets.ISO_8859_1);
                                    },
                                    "/",
                                    "REMOTE_USER",
                                    "J\u00e9r\u00f4me")
                            .bodyText())
                    .startsWith("J\u00e9r\u00f4me ");
        }

        @Test
        void isNobodyWhoseNameIsAHeaderField() throws Exception {
            assertThat(get(null, null, Cases::takeGroups, "/", "HTTP_REMOTE_USER", "eve", "HTTP_GROUPS", "staff")
                            .bodyText())
                    .isEqualTo("null null null staff=false admin=false");
            assertThat(get(null, null, Cases::takeGroups, "/staff/", "HTTP_REMOTE_USER", "eve")
                            .status())
                    .isEqualTo(403);
            assertThat(get(null, null, Cases::takeGroups, "/staff/", "REMOTE_USER", "eve", "HTTP_GROUPS", "staff")
                            .status())
                    .isEqualTo(403);
        }

        @Test
        void hasTheRolesOfAVariable() throws Exception {
            String[] staff = {"REMOTE_USER", "jane", "groups", "users; staff"};
            assertThat(get(null, null, Cases::takeGroups, "/staff/", staff).bodyText())
                    .isEqualTo("jane jane REMOTE_USER staff=true admin=false");
            assertThat(get(null, null, Cases::takeGroups, "/", staff).bodyText())
                    .isEqualTo("jane jane REMOTE_USER staff=true admin=false");
            assertThat(get(null, null, Cases::takeGroups, "/staff/", "REMOTE_USER", "jane", "groups", "users")
                            .status())
                    .isEqualTo(403);
            assertThat(get(null, null, Cases::takeGroups, "/staff/", "groups", "staff")
                            .status())
                    .isEqualTo(403);
            assertThat(get(null, null, Cases::trust, "/staff/", staff).status()).isEqualTo(403);
        }

        @Test
        void hasTheRolesOfTheContainerWhateverThePassword() throws Exception {
            for (String user : new String[] {"jane", "mary"}) {
                assertThat(get(null, realm(), Cases::askContainer, "/staff/", "REMOTE_USER", user)
                                .bodyText())
                        .isEqualTo(user + " " + user + " REMOTE_USER staff=true admin=false");
            }
            assertThat(get(null, realm(), Cases::askContainer, "/", "REMOTE_USER", "joe")
                            .bodyText())
                    .isEqualTo("joe joe REMOTE_USER staff=true admin=true");
            assertThat(get(null, realm(), Cases::trust, "/staff/", "REMOTE_USER", "jane")
                            .status())
                    .isEqualTo(403);
        }

        @Test
        void hasNoRoleWhenTheContainerDoesNotKnowTheUser() throws Exception {
            assertThat(get(null, realm(), Cases::askContainer, "/user/", "REMOTE_USER", "ann")
                            .bodyText())
                    .isEqualTo("ann ann REMOTE_USER staff=false admin=false");
            assertThat(get(null, realm(), Cases::askContainer, "/staff/", "REMOTE_USER", "ann")
                            .status())
                    .isEqualTo(403);
            assertThat(get(null, null, Cases::askContainer, "/user/", "REMOTE_USER", "jane")
                            .bodyText())
                    .isEqualTo("jane jane REMOTE_USER staff=false admin=false");
        }

        @Test
        void comesBeforeTheApplicationsOwnMethod() throws Exception {
            assertThat(get("BASIC", realm(), Cases::askContainer, "/staff/", "REMOTE_USER", "jane", "AUTH_TYPE", "x")
                            .bodyText())
                    .isEqualTo("jane jane x staff=true admin=false");
            assertThat(get(
                                    "BASIC",
                                    realm(),
                                    Cases::askContainer,
                                    "/user/",
                                    "REMOTE_USER",
                                    "jane",
                                    "HTTP_AUTHORIZATION",
                                    basic("joe", "right"))
                            .bodyText())
                    .startsWith("jane ");
        }

        @Test
        void leavesOtherRequestsToTheApplicationsOwnMethod() throws Exception {
            Answer challenge = get("BASIC", realm(), Cases::askContainer, "/staff/");
            assertThat(challenge.status()).isEqualTo(401);
            assertThat(challenge.value("WWW-Authenticate").orElse("none")).startsWith("Basic ");
            assertThat(get(
                                    "BASIC",
                                    realm(),
                                    Cases::askContainer,
                                    "/staff/",
                                    "HTTP_AUTHORIZATION",
                                    basic("joe", "right"))
                            .bodyText())
                    .isEqualTo("joe joe BASIC staff=true admin=true");
            assertThat(get(
                                    "BASIC",
                                    realm(),
                                    Cases::askContainer,
                                    "/staff/",
                                    "HTTP_AUTHORIZATION",
                                    basic("joe", "wrong"))
                            .status())
                    .isEqualTo(401);
        }

        @Test
        void needsNoRealmForAMethodThatNeedsOne() throws Exception {
            assertThat(get("BASIC", null, Cases::takeGroups, "/staff/", "REMOTE_USER", "jane", "groups", "staff")
                            .bodyText())
                    .isEqualTo("jane jane REMOTE_USER staff=true admin=false");
            assertThat(get("BASIC", null, Cases::takeGroups, "/staff/").status())
                    .isEqualTo(403);
        }

        @Test
        void canLogOutForTheRestOfARequestButNotLogIn() throws Exception {
            assertThat(get(null, realm(), Cases::askContainer, "/?logout", "REMOTE_USER", "jane")
                            .bodyText())
                    .startsWith("null null null ");
            assertThat(get(null, null, Cases::trust, "/?login").bodyText()).startsWith("refused null null null ");
        }

        @Test
        void isToldToTheRequestLogThoughTheApplicationDoesNotAsk() throws Exception {
            BlockingQueue<String> users = new LinkedBlockingQueue<>();
            try (TestServer server = new TestServer(environment.context(null, null), each -> {
                        trust(each.factory().getIdentity());
                        each.server()
                                .setRequestLog((request, response) -> users.add(String.valueOf(
                                        Request.getAuthenticationState(request).getUserPrincipal())));
                    });
                    FastCgiPeer peer = server.connect()) {
                peer.get("/?nobody-asks", "REMOTE_USER", "jane");
                assertThat(users.poll(TestServer.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isEqualTo("jane");
            }
        }

        @Test
        void isTheSubjectOfACertificateForClientCert() throws Exception {
            String[] jane = {"HTTPS", "on", "SSL_CLIENT_VERIFY", "SUCCESS", "SSL_CLIENT_CERT", TestCertificates.JANE_PEM
            };
            UserStore users = new UserStore();
            users.addUser(TestCertificates.JANE_SUBJECT, Credential.getCredential(""), new String[] {"staff"});
            HashLoginService realm = new HashLoginService("realm");
            realm.setUserStore(users);
            assertThat(get("CLIENT-CERT", realm, each -> {}, "/staff/", jane).bodyText())
                    .contains("staff=true admin=false");

            jane[3] = "GENEROUS";
            HashLoginService again = new HashLoginService("realm");
            again.setUserStore(users);
            assertThat(get("CLIENT-CERT", again, each -> {}, "/staff/", jane).status())
                    .isEqualTo(403);
        }
    }

    @Nested
    class Ee11 extends Cases {
        Ee11() {
            super(IdentityInServletsTest::ee11);
        }
    }

    @Nested
    class Ee10 extends Cases {
        Ee10() {
            super(IdentityInServletsTest::ee10);
        }
    }
}
