// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.compare;

import dev.slipway.it.client.Pattern26;
import dev.slipway.it.client.Request;
import dev.slipway.it.scenario.Scenarios;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The requests whose echo is the same with and without a web server in front. */
public enum EchoRequest {
    PLAIN(Request.get(echo(""))),
    PATH_INFO(Request.get(echo("/a/b"))),
    ENCODED_PATH(Request.get(echo("/a%2Fb%20c/%E4%BD%A0;v=1"))),
    DOUBLE_SLASH_AND_DOT_SEGMENT(Request.get(echo("//x/../y"))),
    DOUBLE_SLASH_AT_THE_START(Request.get("/" + echo("/x"))),
    DOT_SEGMENTS_INTO_THE_APPLICATION(Request.get("/elsewhere/.." + echo("/x/./y"))),
    ENCODED_DOT_SEGMENT(Request.get(echo("/x/%2e%2e/y"))),
    ENCODED_PERCENT(Request.get(echo("/100%25/%3Bv=1"))),
    PATH_PARAMETERS_IN_THE_MIDDLE(Request.get(echo(";b=2/c;d=3/e"))),
    PATH_PARAMETERS_OF_THE_CONTEXT(Request.get(Scenarios.app(";a=1/echo"))),
    SESSION_ID_IN_THE_PATH(Request.get(echo("/x;jsessionid=node0abc"))),
    LOWER_CASE_ESCAPES(Request.get(echo("/%e4%bd%a0"))),
    PLUS_AND_TILDE(Request.get(echo("/a+b~c,d=e@f:g!h$i&j'k(l)m*n"))),
    EMPTY_QUERY(Request.get(echo("?"))),
    QUERY(Request.get(echo("/x?a=1&b=%20%26&b=2+3&%E4%BD%A0=%E5%A5%BD&flag&empty="))),
    QUERY_WITH_QUESTION_MARK_AND_SLASHES(Request.get(echo("?next=/a//b/../c?d=e"))),
    ABSOLUTE_FORM(Request.get("{scheme}://" + Request.HOST + echo("/x?y=z"))),
    HTTP_1_0_WITHOUT_HOST(Request.get(echo("/x")).http10()),
    HTTP_1_0_WITH_HOST(Request.get(echo("/x")).http10().with("Host: " + Request.HOST)),
    HOST_WITHOUT_PORT(Request.get(echo("/x")).with("Host: www.example.test")),
    HOST_IPV6(Request.get(echo("/x")).with("Host: [::1]:8765")),
    HOST_UPPER_CASE(Request.get(echo("/x")).with("Host: WWW.Example.Test:8765")),
    HEADER_OF_6_KB(Request.get(echo("")).with("X-Large: " + "abcdefgh".repeat(768))),
    HEADERS_OF_24_KB(Request.get(echo(""))
            .with("X-Large-1: " + "a".repeat(6144))
            .with("X-Large-2: " + "b".repeat(6144))
            .with("X-Large-3: " + "c".repeat(6144))
            .with("X-Large-4: " + "d".repeat(6144))),
    HEADER_TWICE(Request.get(echo("")).with("X-Dup: 1").with("X-Other: o").with("X-Dup: 2")),
    HEADER_EMPTY(Request.get(echo("")).with("X-Empty:")),
    HEADER_UTF_8(Request.get(echo("")).with("X-Name: " + utf8("你好"))),
    HEADER_WITH_UNDERSCORE(Request.get(echo("")).with("X_Under: 1").with("X-Hyphen: 2")),
    HEADER_WITH_DOT(Request.get(echo("")).with("X.Dot: 1")),
    HEADER_PROXY(Request.get(echo("")).with("Proxy: http://evil.example.test/")),
    HEADERS_OF_A_BROWSER(Request.get(echo("?q=1"))
            .with("User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0)")
            .with("Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
            .with("Accept-Language: de,en-US;q=0.7,en;q=0.3")
            .with("Accept-Encoding: gzip, deflate, br, zstd")
            .with("Referer: http://www.example.test:8765/app/")
            .with("If-Modified-Since: Thu, 19 Nov 2026 00:00:00 GMT")
            .with("Cache-Control: max-age=0")
            .with("Sec-Fetch-Mode: navigate")
            .with("DNT: 1")),
    HEADERS_OF_A_PROXY(Request.get(echo(""))
            .with("X-Forwarded-For: 192.0.2.1")
            .with("X-Forwarded-Proto: https")
            .with("Forwarded: for=192.0.2.1;proto=https")),
    AUTHORIZATION(Request.get(echo("")).with("Authorization: Bearer abc.def.ghi")),
    AUTHORIZATION_BASIC(Request.get(echo("")).with("Authorization: Basic amFuZTpzZWNyZXQ=")),
    CONNECTION_HEADERS(Request.get(echo("")).with("Connection: keep-alive").with("Keep-Alive: timeout=5")),
    CONNECTION_UPGRADE(Request.get(echo(""))
            .with("Connection: TE, Upgrade")
            .with("TE: trailers")
            .with("Upgrade: example/1")),
    CONNECTION_CLOSE(Request.get(echo("")).with("Connection: close")),
    COOKIES(Request.get(echo("")).with("Cookie: a=1; b=\"2 3\"; c=x=y")),
    COOKIES_TWICE(Request.get(echo("")).with("Cookie: a=1; b=2").with("Cookie: c=3")),
    METHOD_PUT(Request.of("PUT", echo("")).with("Content-Type: text/plain").withBody(Pattern26.bytes(10))),
    METHOD_DELETE(Request.of("DELETE", echo("/x"))),
    METHOD_OPTIONS(Request.of("OPTIONS", echo("/x"))),
    METHOD_PATCH(Request.of("PATCH", echo("/x")).withBody(Pattern26.bytes(10))),
    METHOD_UNKNOWN(Request.of("LAUNCH", echo("/x"))),
    GET_WITH_BODY(Request.get(echo("")).with("Content-Type: text/plain").withBody(Pattern26.bytes(10))),
    POST_FORM(Request.post(
            echo("?a=query"), "application/x-www-form-urlencoded", Request.octets("a=body&b=%E4%BD%A0&c=1+2&c=%26"))),
    POST_FORM_CHUNKED(Request.of("POST", echo(""))
            .with("Content-Type: application/x-www-form-urlencoded;charset=UTF-8")
            .chunked(Request.octets("a=body&b=%E4%BD%A0"), 3)),
    POST_BODY(Request.post(echo(""), "application/octet-stream", Pattern26.bytes(100_000))),
    POST_BODY_WITH_CHARSET(Request.post(echo(""), "text/plain; charset=Windows-1252", new byte[] {(byte) 0x80})),
    POST_EXPECTING_CONTINUE(
            Request.post(echo(""), "text/plain", Pattern26.bytes(10)).with("Expect: 100-continue")),
    POST_EMPTY(Request.post(echo(""), "text/plain", new byte[0])),
    POST_WITHOUT_CONTENT_TYPE(Request.of("POST", echo("")).withBody(Pattern26.bytes(10))),
    POST_CHUNKED(Request.of("POST", echo(""))
            .with("Content-Type: text/plain")
            .chunked(Pattern26.bytes(100_000), 1, 7, 4096, 8192, 1, 50_000)),
    POST_CHUNKED_SMALL(
            Request.of("POST", echo("")).with("Content-Type: text/plain").chunked(Pattern26.bytes(100), 33)),
    POST_CHUNKED_EMPTY(
            Request.of("POST", echo("")).with("Content-Type: text/plain").chunked(new byte[0], 1));

    private static final Pattern BELONGS_TO_HTTP_1 = Pattern.compile("^(Connection|Transfer-Encoding|Expect):");

    private final Request request;

    EchoRequest(Request request) {
        this.request = request;
    }

    /** As it is sent to a server with this scheme. */
    public Request request(String scheme) {
        String target = request.target().replace("{scheme}", scheme);
        return new Request(request.method(), target, request.version(), request.fields(), request.body());
    }

    /** Those that a client can say over HTTP/2, and that curl does not change: it takes an empty query off. */
    static Stream<EchoRequest> overHttp2() {
        return Stream.of(values())
                .filter(request -> request != EMPTY_QUERY)
                .filter(request -> request.request.version().equals("HTTP/1.1"))
                .filter(request -> request.request.target().startsWith("/"))
                .filter(request -> request.request.fields().stream().noneMatch(BELONGS_TO_HTTP_1.asPredicate()));
    }

    private static String echo(String rest) {
        return Scenarios.app("/echo") + rest;
    }

    /** The octets of UTF-8, each as the character that stands for an octet. */
    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
