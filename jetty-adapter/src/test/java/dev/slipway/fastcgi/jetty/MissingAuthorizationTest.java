// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.FastCgiPeer;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who wonders why nobody can log in is told which line the web server lacks. */
class MissingAuthorizationTest {
    private Logged logged;
    private TestServer server;
    private FastCgiPeer peer;

    @BeforeEach
    void start() throws Exception {
        logged = new Logged();
        server = new TestServer(MissingAuthorizationTest::handle);
        peer = server.connect();
    }

    @AfterEach
    void stop() throws Exception {
        peer.close();
        server.close();
        logged.close();
    }

    private static void handle(Request request, Response response, Callback callback) {
        boolean open = request.getHttpURI().getPath().equals("/open");
        boolean known = "Basic right".equals(request.getHeaders().get(HttpHeader.AUTHORIZATION));
        response.setStatus(open || known ? HttpStatus.OK_200 : HttpStatus.UNAUTHORIZED_401);
        callback.succeeded();
    }

    private void challenge(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            assertThat(peer.get("/").status()).isEqualTo(401);
        }
    }

    private List<String> warnings() {
        return logged.warningsOf(MissingAuthorization.class);
    }

    @Test
    void r29_manyChallengesAndNoCredentialsAreReasonForOneHint() throws Exception {
        challenge(MissingAuthorization.CHALLENGES - 1);
        assertThat(peer.get("/open").status()).isEqualTo(200);
        assertThat(warnings()).isEmpty();
        challenge(MissingAuthorization.CHALLENGES);
        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("CGIPassAuth On", "FcgidPassHeader Authorization", "set-param HTTP_AUTHORIZATION");
    }

    @Test
    void r29_credentialsThatArriveLeaveNothingToSay() throws Exception {
        challenge(1);
        assertThat(peer.get("/", "HTTP_AUTHORIZATION", "Basic right").status()).isEqualTo(200);
        challenge(MissingAuthorization.CHALLENGES);
        assertThat(warnings()).isEmpty();
    }

    @Test
    void r29_wrongCredentialsHaveArrivedToo() throws Exception {
        assertThat(peer.get("/", "REDIRECT_HTTP_AUTHORIZATION", "Basic wrong").status())
                .isEqualTo(401);
        challenge(MissingAuthorization.CHALLENGES);
        assertThat(warnings()).isEmpty();
    }
}
