// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.protocol.Role;
import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.RequestParams;
import dev.slipway.fastcgi.testkit.WireScript;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of role AUTHORIZER (FastCGI 1.0, section 6.3). */
@Timeout(60)
class AuthorizerTest {
    private TestServer server;
    private FastCgiPeer peer;

    /** Lets in who says so in the query. */
    private static final class Gate extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setHeader("X-Role", String.valueOf(request.getAttribute(FastCgiConnectionFactory.ROLE_ATTRIBUTE)));
            response.setHeader("Variable-REMOTE_USER", "alice");
            if (!"yes".equals(request.getParameter("in"))) {
                response.setStatus(403);
            }
            response.setContentType("text/plain");
            response.getWriter().print("body of " + request.getInputStream().readAllBytes().length);
        }
    }

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(
                TestServer.servlets(context -> context.addServlet(new Gate(), "/gate")),
                it -> it.factory().setRoles(EnumSet.of(Role.RESPONDER, Role.AUTHORIZER)));
        peer = server.connect();
    }

    @AfterEach
    void stop() throws Exception {
        peer.close();
        server.close();
    }

    private static WireScript request(int id, boolean keep, String method, String target) {
        return new WireScript()
                .begin(id, WireScript.AUTHORIZER, keep)
                .params(id, RequestParams.of(method, target))
                .paramsEnd(id);
    }

    @Test
    void aYesIsItsVariablesAndNothingElse() throws Exception {
        Answer answer = peer.request(1, request(1, true, "GET", "/gate?in=yes"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.value("Variable-REMOTE_USER")).hasValue("alice");
        assertThat(answer.fields()).extracting("name").containsExactly("Status", "Variable-REMOTE_USER");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aNoIsAnAnswerForTheClientWithoutVariables() throws Exception {
        Answer answer = peer.request(1, request(1, true, "GET", "/gate"));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.value("X-Role")).hasValue("AUTHORIZER");
        assertThat(answer.value("Variable-REMOTE_USER")).isEmpty();
        assertThat(answer.bodyText()).isEqualTo("body of 0");
    }

    /** lighttpd drops the fields that it reads before the status. */
    @Test
    void theStatusOfANoIsBeforeItsFields() throws Exception {
        Answer answer = peer.request(1, request(1, true, "GET", "/gate"));
        assertThat(answer.fields()).extracting("name").startsWith("Status").contains("X-Role", "Content-Type");
    }

    /** Web servers tell the length of the client's body and keep the body itself. */
    @Test
    void theBodyIsEmptyWhateverTheLengthIsSaidToBe() throws Exception {
        WireScript script = new WireScript()
                .begin(1, WireScript.AUTHORIZER, true)
                .params(1, RequestParams.of("POST", "/gate", "CONTENT_LENGTH", "1000"))
                .paramsEnd(1);
        assertThat(peer.request(1, script).bodyText()).isEqualTo("body of 0");
        assertThat(peer.request(1, request(1, true, "GET", "/gate?in=yes")).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void responderRequestsGoOnBesideThem(boolean first) throws Exception {
        int authorizer = first ? 1 : 3;
        int responder = first ? 3 : 1;
        peer.send(
                request(authorizer, true, "GET", "/gate?in=yes").then(WireScript.getRequest(responder, true, "/gate")));
        assertThat(peer.readAnswer(responder).value("X-Role")).hasValue("null");
        assertThat(peer.readAnswer(authorizer).status()).isEqualTo(200);
    }

    @Test
    void withoutKeepConnTheConnectionIsClosedAfterTheAnswer() throws Exception {
        assertThat(peer.request(1, request(1, false, "GET", "/gate?in=yes")).status())
                .isEqualTo(200);
        peer.expectClosed();
    }

    @Test
    void aFilterIsStillRefused() throws Exception {
        Answer answer = peer.request(
                1,
                new WireScript()
                        .begin(1, WireScript.FILTER, true)
                        .params(1, RequestParams.of("GET", "/gate"))
                        .paramsEnd(1)
                        .stdinEnd(1)
                        .dataEnd(1));
        assertThat(answer.status()).isEqualTo(500);
    }
}
