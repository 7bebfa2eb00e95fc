// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import org.eclipse.jetty.io.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The setting {@code requestTarget}: which path an application is asked for when a web server has rewritten it. */
class RequestTargetTest {
    private static TestServer server(String requestTarget) {
        return new TestServer(
                (request, response, callback) ->
                        Content.Sink.write(response, true, request.getHttpURI().getPathQuery(), callback),
                server -> server.factory().setRequestTarget(requestTarget));
    }

    private static Answer ask(TestServer server, String... params) throws Exception {
        try (FastCgiPeer peer = server.connect()) {
            return peer.get("/pretty/a%20b?x=1", params);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "REQUEST_URI,           /pretty/a%20b?x=1",
        "REDIRECT_URI,          /redirect%20uri?y=2",
        "UNENCODED_URL,         /unencoded%20url?z",
        "DOCUMENT_URI,          /document%20uri?rw=1",
        "SCRIPT_NAME+PATH_INFO, /script%20name/path%3Finfo?rw=1",
    })
    void theApplicationIsAskedForTheConfiguredPath(String requestTarget, String pathQuery) throws Exception {
        try (TestServer server = server(requestTarget)) {
            Answer answer = ask(
                    server,
                    "REDIRECT_URI",
                    "/redirect%20uri?y=2",
                    "UNENCODED_URL",
                    "/unencoded%20url?z",
                    "DOCUMENT_URI",
                    "/document uri",
                    "SCRIPT_NAME",
                    "/script name",
                    "PATH_INFO",
                    "/path?info",
                    "QUERY_STRING",
                    "rw=1");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.bodyText()).isEqualTo(pathQuery);
        }
    }

    @Test
    void aMissingVariableIsABadRequestThatNamesIt() throws Exception {
        try (TestServer server = server("DOCUMENT_URI")) {
            Answer answer = ask(server);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.bodyText()).contains("The variable DOCUMENT_URI is missing");
        }
    }

    @Test
    void theDefaultIsWhatTheClientWrote() {
        assertThat(new FastCgiConnectionFactory().getRequestTarget()).isEqualTo("REQUEST_URI");
    }

    @Test
    void anUnknownNameIsRefused() {
        var factory = new FastCgiConnectionFactory();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> factory.setRequestTarget("PATH_TRANSLATED"))
                .withMessageStartingWith(
                        "'PATH_TRANSLATED' is not a source of request targets; write one of REQUEST_URI");
    }
}
