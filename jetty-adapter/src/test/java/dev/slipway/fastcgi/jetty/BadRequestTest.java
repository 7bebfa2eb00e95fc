// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import org.eclipse.jetty.io.Content;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no HTTP request is answered 400, and the connection goes on. */
class BadRequestTest {
    private TestServer server;
    private FastCgiPeer peer;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer((request, response, callback) -> Content.Sink.write(response, true, "hello", callback));
        peer = server.connect();
    }

    @AfterEach
    void stop() throws Exception {
        peer.close();
        server.close();
    }

    private void assertServing() throws Exception {
        assertThat(peer.get("/next").bodyText()).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a%2Fb",
                "/a%2520b",
                "/a/..;x/b",
                "/%2e%2e/x",
                "/a%00b",
                "/a%",
                "/a%zz",
                "/%c0%af",
                "/.;/x",
                "/../x"
            })
    void r16_whatJettyDoesNotAllowInAUriIsItsOwn400(String target) throws Exception {
        assertThat(peer.get(target).status()).isEqualTo(400);
        assertServing();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REQUEST_METHOD=",
                "REQUEST_METHOD=GET /",
                "REQUEST_URI=",
                "REQUEST_URI=/a b",
                "REQUEST_URI=relative",
                "CONTENT_LENGTH=abc",
                "CONTENT_LENGTH=-2",
                "CONTENT_LENGTH=9999999999999999999",
                "HTTP_X=a\rb",
                "HTTP_X=a\nb",
                "HTTP_X=a\0b",
                "HTTP_HOST=a b",
                "HTTP_HOST=a:b",
                "HTTP_HOST=a:99999",
                "HTTP_HOST=[::1",
                "HTTP_HOST=[zz]",
                "HTTP_HOST=[]",
                "HTTP_HOST=[::1]x",
                "HTTP_HOST=u@h",
                "HTTP_HOST=a:b:c",
                "HTTP_HOST=a:0"
            })
    void whatIsNoHttpRequestIsAnswered400AndTheConnectionGoesOn(String assignment) throws Exception {
        int equals = assignment.indexOf('=');
        String name = assignment.substring(0, equals);
        String value = assignment.substring(equals + 1);
        Answer answer = peer.get("/", name, value);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.values("Content-Length")).hasSize(1);
        assertServing();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h:",
                "xn--a",
                "a_b",
                "a..b",
                "-",
                "1.2.3",
                "[::ffff:1.2.3.4]",
                "[fe80::1%25lo]",
                "a,b",
                "%41",
                "a;b",
                "\u00e4"
            })
    void anyOtherHostIsServedOrAnswered400(String host) throws Exception {
        assertThat(peer.get("/", "HTTP_HOST", host).status()).isIn(200, 400);
        assertServing();
    }

    @ParameterizedTest
    @CsvSource({"CONNECT, /", "CONNECT, *", "GET, *", "PRI, *", "OPTIONS, /", "FOO, /"})
    void anyMethodIsServedOrAnswered400(String method, String target) throws Exception {
        assertThat(peer.get(target, "REQUEST_METHOD", method).status()).isIn(200, 400);
        assertServing();
    }

    @Test
    void badRequestsLeaveNothingBehind() throws Exception {
        // more of them than a connection may have unreleased streams
        for (int i = 0; i < 200; i++) {
            assertThat(peer.get("/", "CONTENT_LENGTH", "many").status()).isEqualTo(400);
        }
        assertServing();
    }
}
