// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.RequestParams;
import dev.slipway.fastcgi.testkit.WireScript;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Jetty's Request and ConnectionMetaData say, given the variables of a request. */
class RequestMappingTest {
    private static TestServer server;
    private FastCgiPeer peer;

    @BeforeAll
    static void start() {
        server = new TestServer(RequestMappingTest::describe);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() throws Exception {
        peer = server.connect();
    }

    @AfterEach
    void disconnect() throws Exception {
        peer.close();
        server.awaitNoConnections();
    }

    /** Answers lines of {@code name=value}. */
    private static void describe(Request request, Response response, Callback callback) {
        HttpURI uri = request.getHttpURI();
        ConnectionMetaData connection = request.getConnectionMetaData();
        InetSocketAddress remote = (InetSocketAddress) connection.getRemoteSocketAddress();
        Map<String, Object> seen = new LinkedHashMap<>();
        seen.put("method", request.getMethod());
        seen.put("uri", uri.asString());
        seen.put("pathQuery", uri.getPathQuery());
        seen.put("canonicalPath", uri.getCanonicalPath());
        seen.put("query", uri.getQuery());
        seen.put("authority", uri.getAuthority());
        seen.put("secure", request.isSecure() + "," + connection.isSecure());
        seen.put("serverName", Request.getServerName(request));
        seen.put("serverPort", Request.getServerPort(request));
        seen.put("remoteAddr", Request.getRemoteAddr(request));
        seen.put("remotePort", Request.getRemotePort(request));
        seen.put("remoteUnresolved", remote.isUnresolved());
        seen.put("localAddr", Request.getLocalAddr(request));
        seen.put("localPort", Request.getLocalPort(request));
        seen.put("protocol", connection.getProtocol());
        seen.put("httpVersion", connection.getHttpVersion());
        seen.put("persistent", connection.isPersistent());
        seen.put("length", request.getLength());
        for (HttpField field : request.getHeaders()) {
            seen.merge("header." + field.getName(), field.getValue(), (one, other) -> one + " | " + other);
        }
        StringBuilder lines = new StringBuilder();
        seen.forEach(
                (name, value) -> lines.append(name).append('=').append(value).append('\n'));
        Content.Sink.write(response, true, lines.toString(), callback);
    }

    private Map<String, String> seen(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        Map<String, String> seen = new LinkedHashMap<>();
        answer.bodyText().lines().forEach(line -> {
            int equals = line.indexOf('=');
            seen.put(line.substring(0, equals), line.substring(equals + 1));
        });
        return seen;
    }

    private Map<String, String> get(String target, String... extraParams) throws Exception {
        return seen(peer.get(target, extraParams));
    }

    /** A GET of which one of the usual variables is missing. */
    private WireScript without(String name, String... extraParams) {
        Map<String, String> params = RequestParams.of("GET", "/", extraParams);
        params.remove(name);
        return new WireScript()
                .begin(1, WireScript.RESPONDER, true)
                .params(1, params)
                .paramsEnd(1)
                .stdinEnd(1);
    }

    @Test
    void anOrdinaryRequestIsSeenAsTheClientSentIt() throws Exception {
        assertThat(get("/a/b?c=d", "HTTP_ACCEPT_LANGUAGE", "de", "HTTP_COOKIE", "x=1"))
                .containsEntry("method", "GET")
                .containsEntry("uri", "http://www.example.test/a/b?c=d")
                .containsEntry("pathQuery", "/a/b?c=d")
                .containsEntry("query", "c=d")
                .containsEntry("authority", "www.example.test")
                .containsEntry("secure", "false,false")
                .containsEntry("serverName", "www.example.test")
                .containsEntry("serverPort", "80")
                .containsEntry("remoteAddr", "192.0.2.7")
                .containsEntry("remotePort", "54321")
                .containsEntry("remoteUnresolved", "false")
                .containsEntry("localAddr", "192.0.2.1")
                .containsEntry("localPort", "80")
                .containsEntry("protocol", "HTTP/1.1")
                .containsEntry("httpVersion", "HTTP/1.1")
                .containsEntry("persistent", "true")
                .containsEntry("length", "-1")
                .containsEntry("header.Host", "www.example.test")
                .containsEntry("header.Accept-Language", "de")
                .containsEntry("header.Cookie", "x=1")
                .doesNotContainKey("header.Content-Length");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/a%20b", "/%C3%A4?%C3%B6=%C3%BC", "/p;a=b/q;c", "/x?", "/x?y=%2F&z=a+b", "/a?b?c", "/~u/$!*',"})
    void theTargetKeepsItsEncoding(String target) throws Exception {
        // the decoded variables must not be looked at
        assertThat(get(target, "SCRIPT_NAME", "/wrong", "PATH_INFO", "/wrong", "QUERY_STRING", "wrong"))
                .containsEntry("pathQuery", target);
    }

    @ParameterizedTest
    @CsvSource({
        "http://other.example:81/a/b?c, other.example:81, /a/b?c",
        "https://other.example, other.example, /",
        "http://other.example?q, other.example, /?q",
    })
    void theAbsoluteFormNamesTheHostAndIsReducedToItsPath(String target, String authority, String pathQuery)
            throws Exception {
        assertThat(get(target))
                .containsEntry("pathQuery", pathQuery)
                .containsEntry("authority", authority)
                .containsEntry("secure", "false,false");
    }

    @Test
    void dotSegmentsAreJettysToResolve() throws Exception {
        assertThat(get("/a/../b/./c")).containsEntry("pathQuery", "/a/../b/./c").containsEntry("canonicalPath", "/b/c");
    }

    @Test
    void optionsMayAskForTheWholeServer() throws Exception {
        assertThat(get("*", "REQUEST_METHOD", "OPTIONS"))
                .containsEntry("method", "OPTIONS")
                .containsEntry("pathQuery", "*");
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPS, on, 443, www.example.test, https://www.example.test/",
        "HTTPS, 1, 443, www.example.test:443, https://www.example.test/",
        "REQUEST_SCHEME, https, 8443, www.example.test:8443, https://www.example.test:8443/",
        "HTTPS, off, 80, www.example.test:80, http://www.example.test/",
        "HTTPS, '', 8080, www.example.test:8080, http://www.example.test:8080/",
        "HTTPS, '', 8080, www.example.test, http://www.example.test/",
        "HTTPS, on, 443, [2001:db8::1]:444, https://[2001:db8::1]:444/",
    })
    void schemeAndAuthorityAreTheClients(String name, String value, String port, String host, String uri)
            throws Exception {
        assertThat(get("/", name, value, "SERVER_PORT", port, "HTTP_HOST", host))
                .containsEntry("uri", uri)
                .containsEntry("header.Host", host)
                .containsEntry("secure", uri.startsWith("https") ? "true,true" : "false,false");
    }

    @Test
    void anHttp10RequestWithoutHostIsForTheServerThatGotIt() throws Exception {
        peer.send(without("HTTP_HOST", "SERVER_PROTOCOL", "HTTP/1.0", "SERVER_PORT", "8080"));
        assertThat(seen(peer.readAnswer(1)))
                .containsEntry("uri", "http://www.example.test:8080/")
                .containsEntry("serverName", "www.example.test")
                .containsEntry("serverPort", "8080")
                .containsEntry("protocol", "HTTP/1.0")
                .doesNotContainKey("header.Host");
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.0, HTTP/1.0",
        "HTTP/2, HTTP/2.0",
        "HTTP/2.0, HTTP/2.0",
        "HTTP/3.0, HTTP/3.0",
        "INCLUDED, HTTP/1.1"
    })
    void theProtocolIsWhatTheClientSpoke(String variable, String protocol) throws Exception {
        assertThat(get("/", "SERVER_PROTOCOL", variable)).containsEntry("protocol", protocol);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.9, 192.0.2.9, false",
        "2001:db8::9, [2001:db8:0:0:0:0:0:9], false",
        "unix:, 0.0.0.0, false",
        "'', 0.0.0.0, false",
        "client.example.test, client.example.test, true",
        "999.1.1.1, 999.1.1.1, true",
    })
    void addressesAreTakenAsTheyAreAndNeverLookedUp(String variable, String address, String unresolved)
            throws Exception {
        assertThat(get("/", "REMOTE_ADDR", variable, "SERVER_ADDR", variable))
                .containsEntry("remoteAddr", address)
                .containsEntry("localAddr", address)
                .containsEntry("remoteUnresolved", unresolved);
    }

    @Test
    void unknownPortsAreZero() throws Exception {
        assertThat(get("/", "REMOTE_PORT", "", "SERVER_PORT", "eighty"))
                .containsEntry("remotePort", "0")
                .containsEntry("localPort", "0")
                .containsEntry("serverPort", "80");
    }

    @Test
    void typeAndLengthOfTheBodyAreHeaderFields() throws Exception {
        byte[] body = "{}".getBytes(StandardCharsets.US_ASCII);
        WireScript post = WireScript.postRequest(1, true, "/", body, "CONTENT_TYPE", "application/json");
        assertThat(seen(peer.request(1, post)))
                .containsEntry("method", "POST")
                .containsEntry("length", "2")
                .containsEntry("header.Content-Length", "2")
                .containsEntry("header.Content-Type", "application/json");
    }

    @Test
    void r24_framingAndProxyFieldsAreNotTheApplications() throws Exception {
        assertThat(get(
                        "/",
                        "HTTP_TRANSFER_ENCODING",
                        "chunked",
                        "HTTP_CONNECTION",
                        "close",
                        "HTTP_EXPECT",
                        "100-continue",
                        "HTTP_PROXY",
                        "http://evil.example",
                        "HTTP_CONTENT_LENGTH",
                        "9"))
                .doesNotContainKeys(
                        "header.Transfer-Encoding",
                        "header.Connection",
                        "header.Expect",
                        "header.Proxy",
                        "header.Content-Length");
    }

    @Test
    void r14_nothingOfARequestIsLeftForTheNext() throws Exception {
        assertThat(get("/one", "HTTP_X_ONE", "1", "HTTPS", "on", "CONTENT_TYPE", "text/plain"))
                .containsEntry("header.X-One", "1");
        assertThat(get("/two"))
                .containsEntry("secure", "false,false")
                .doesNotContainKeys("header.X-One", "header.Content-Type");
    }
}
