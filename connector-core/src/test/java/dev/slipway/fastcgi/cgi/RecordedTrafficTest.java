// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.request.Capabilities;
import dev.slipway.fastcgi.request.Params;
import dev.slipway.fastcgi.request.ReaderLimits;
import dev.slipway.fastcgi.request.RequestEvent;
import dev.slipway.fastcgi.request.RequestReader;
import dev.slipway.fastcgi.testkit.RecordedTraffic;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What real front ends sent for known requests of a client: Apache httpd 2.4.71, nginx 1.22.1, lighttpd 1.4.69, HAProxy
 * 2.6.12 and cgi-fcgi 2.4.2. The expectations say what the client sent, as far as its front end passes it on.
 *
 * <pre>
 * method target protocol
 * scheme host port
 * address and port of the client, - if unknown
 * Name: value                  the field has this value and no other; repeated for several
 * no Name, Name                there are no such fields
 * length 11                    Content-Length, or unknown
 * body hello                   all of STDIN, \\n for line feed; 50000… if its end did not come
 * </pre>
 */
class RecordedTrafficTest {
    private static final Capabilities CAPABILITIES = new Capabilities(10, 10, true);
    private static final ReaderLimits LIMITS = new ReaderLimits(64 * 1024, 10, 10, 0, 1024);

    /** The requests of one recording, one block each. */
    record Expected(String recording, String blocks) {
        @Override
        public String toString() {
            return recording;
        }
    }

    static Stream<Expected> recordings() {
        return Stream.of(APACHE, NGINX, LIGHTTPD, HAPROXY, CGI_FCGI).flatMap(List::stream);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordings")
    void becomesTheClientsRequest(Expected expected) throws Exception {
        List<Request> requests = read(expected.recording(), LIMITS);
        String[] blocks = expected.blocks().strip().split("\n\n");

        assertThat(requests).hasSize(blocks.length);
        for (int i = 0; i < blocks.length; i++) {
            check(requests.get(i), blocks[i].lines().toList());
        }
    }

    @Test
    void everyRecordingHasAnExpectation() {
        Stream<String> expected = Stream.concat(
                recordings().map(Expected::recording),
                Stream.of(
                        "apache-pp-root-hdr90k",
                        "haproxy-plain-begin-abort",
                        "haproxy-mpx-getvalues",
                        "lighttpd-auth-authz-post",
                        "nginx-bare-query",
                        "cgifcgi-tcp-shortbody"));
        assertThat(RecordedTraffic.loadAll(getClass(), "/captures"))
                .extracting(RecordedTraffic::name)
                .containsExactlyInAnyOrderElementsOf(expected.toList());
    }

    @Test
    void ninetyKilobytesOfHeaderNeedAHigherLimit() throws Exception {
        List<Request> requests = read("apache-pp-root-hdr90k", ReaderLimits.DEFAULT.withMaxParamsLength(128 * 1024));

        assertThat(requests).hasSize(1);
        List<HeaderField> fields = CgiRequest.from(requests.get(0).params).fields();
        assertThat(fields.stream().filter(field -> field.name().startsWith("X-B")))
                .hasSize(13)
                .allSatisfy(field -> assertThat(field.value()).isEqualTo("A".repeat(7000)));
        assertThat(read("apache-pp-root-hdr90k", LIMITS))
                .as("and are refused below it")
                .isEmpty();
    }

    @Test
    void whatIsNoRequestIsNone() throws Exception {
        for (String recording :
                List.of("haproxy-plain-begin-abort", "haproxy-mpx-getvalues", "lighttpd-auth-authz-post")) {
            assertThat(read(recording, LIMITS)).as(recording).isEmpty();
        }
    }

    @Test
    void nginxWithoutItsParamsFileIsToldWhatIsMissing() throws Exception {
        Request request = read("nginx-bare-query", LIMITS).get(0);
        assertThat(rejection(request))
                .isEqualTo("The variable REQUEST_METHOD is missing: the web server has to send the CGI variables"
                        + " (nginx: include fastcgi_params).");
    }

    @Test
    void aRequestWithoutATargetIsRejected() throws Exception {
        Request request = read("cgifcgi-tcp-shortbody", LIMITS).get(0);
        assertThat(rejection(request)).startsWith("The variable REQUEST_URI is missing");
        assertThat(request.body())
                .as("which is shorter than its CONTENT_LENGTH")
                .isEqualTo("data");
    }

    private static String rejection(Request request) {
        try {
            return CgiRequest.from(request.params).toString();
        } catch (BadRequestException e) {
            return e.getMessage();
        }
    }

    /** One request of a recording. */
    private static final class Request {
        private final Params params;
        private final ByteArrayOutputStream stdin = new ByteArrayOutputStream();
        private boolean ended;

        Request(Params params) {
            this.params = params;
        }

        String body() {
            return ended ? stdin.toString(StandardCharsets.ISO_8859_1) : stdin.size() + "…";
        }
    }

    private static List<Request> read(String recording, ReaderLimits limits) throws ConnectionException {
        ByteBuffer input =
                ByteBuffer.wrap(RecordedTraffic.load(RecordedTrafficTest.class, "/captures/" + recording + ".bin")
                        .bytes());
        var reader = new RequestReader(CAPABILITIES, limits);
        List<Request> all = new ArrayList<>();
        Map<Integer, Request> active = new HashMap<>();
        for (RequestEvent event = reader.next(input); event != RequestEvent.NEEDS_INPUT; event = reader.next(input)) {
            Request request = active.get(reader.requestId());
            switch (event) {
                case REQUEST -> {
                    all.add(new Request(reader.params()));
                    active.put(reader.requestId(), all.get(all.size() - 1));
                }
                case STDIN -> {
                    byte[] piece = new byte[reader.content().remaining()];
                    reader.content().get(piece);
                    request.stdin.writeBytes(piece);
                }
                case STDIN_END -> {
                    request.ended = true;
                    assertThat(reader.responseEnded(reader.requestId())).isTrue();
                }
                default -> {
                    // replies are for the transcripts
                }
            }
        }
        return all;
    }

    private static void check(Request sent, List<String> lines) throws BadRequestException {
        CgiRequest request = CgiRequest.from(sent.params);
        assertThat(request.method() + " " + request.target() + " " + request.protocol())
                .isEqualTo(lines.get(0));
        assertThat(request.scheme() + " " + request.host() + " " + request.port())
                .isEqualTo(lines.get(1));
        String remoteAddr = request.remoteAddr() == null ? "-" : request.remoteAddr();
        assertThat(remoteAddr + " " + (request.remotePort() == 0 ? "-" : request.remotePort()))
                .isEqualTo(lines.get(2));
        Map<String, List<String>> values = new HashMap<>();
        for (String line : lines.subList(3, lines.size())) {
            if (line.startsWith("no ")) {
                for (String name : line.substring(3).split(", ")) {
                    assertThat(values(request, name)).as(name).isEmpty();
                }
            } else if (line.startsWith("length ")) {
                boolean unknown = request.contentLength() == CgiRequest.UNKNOWN_LENGTH;
                assertThat(unknown ? "unknown" : "" + request.contentLength()).isEqualTo(line.substring(7));
                assertThat(values(request, "Content-Length")).hasSize(unknown ? 0 : 1);
            } else if (line.startsWith("body")) {
                assertThat(sent.body().replace("\n", "\\n"))
                        .isEqualTo(line.substring(4).strip());
            } else {
                int colon = line.indexOf(':');
                values.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                        .add(colon + 2 > line.length() ? "" : line.substring(colon + 2));
            }
        }
        values.forEach(
                (name, expected) -> assertThat(values(request, name)).as(name).isEqualTo(expected));
    }

    private static List<String> values(CgiRequest request, String name) {
        return request.fields().stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(HeaderField::value)
                .toList();
    }

    private static final List<Expected> APACHE = List.of(
            new Expected("apache-pp-root-headers", """
                    GET /app/h HTTP/1.1
                    http example.test 8443
                    127.0.0.1 50556
                    Host: example.test:8443
                    Cookie: a=1; b=2; c=3
                    X-Dup: 1, 2
                    X-Forwarded-For: 203.0.113.9
                    X-Forwarded-Proto: https
                    Accept-Language: zh
                    X-Empty:
                    X-Utf: \344\275\240
                    Content-Type: text/x-get
                    If-None-Match: "e"
                    Range: bytes=0-3
                    no TE, Keep-Alive, Connection, Authorization, Proxy, X-Under, X.Dot
                    length unknown
                    body
                    """),
            new Expected("apache-pp-root-absform", """
                    GET /app/abs?y=1 HTTP/1.1
                    http other.test 99
                    127.0.0.1 50578
                    """),
            new Expected("apache-pp-root-utf8raw", """
                    GET /app/\u00e9?\u00e9=1 HTTP/1.1
                    http localhost 21202
                    127.0.0.1 50620
                    """),
            new Expected("apache-pp-root-enc3", """
                    GET /app/x%3Fy%23z?k HTTP/1.1
                    http localhost 21202
                    127.0.0.1 50348
                    """),
            new Expected("apache-pp-root-http10", """
                    GET /app/h?v=10 HTTP/1.0
                    http fcgi.test 80
                    127.0.0.1 50576
                    no Host
                    """),
            new Expected("apache-pp-root-form", """
                    POST /app/f HTTP/1.1
                    http localhost 21202
                    127.0.0.1 50390
                    Content-Type: application/x-www-form-urlencoded
                    length 11
                    body a=1&b=2&c=3
                    """),
            new Expected("apache-pp-root-chunkslow", """
                    POST /app/f HTTP/1.1
                    http localhost 21202
                    127.0.0.1 50416
                    no Transfer-Encoding
                    length unknown
                    body hello world
                    """),
            new Expected("apache-pp-root-upgrade", """
                    GET /app/ws HTTP/1.1
                    http localhost 21202
                    127.0.0.1 50588
                    Sec-Websocket-Key: dGhlIHNhbXBsZSBub25jZQ==
                    no Upgrade, Connection
                    """),
            new Expected("apache-pp-root-dots", """
                    GET /app//double/../dots HTTP/1.1
                    http localhost 21202
                    127.0.0.1 50334
                    """),
            new Expected("apache-pp-reuse-root", """
                    GET / HTTP/1.1
                    http localhost 21204
                    127.0.0.1 48352
                    """),
            new Expected("apache-pp-reuse-X-midupload", """
                    POST /app/act?midupload HTTP/1.1
                    http localhost -1
                    127.0.0.1 49040
                    length 100000
                    body 50000…
                    """),
            new Expected("apache-pp-tls-tls", """
                    GET /app/s?x=1 HTTP/1.1
                    https example.test 8443
                    127.0.0.1 58132
                    """),
            new Expected("apache-pp-tls-tlscert", """
                    GET /app/s?x=1 HTTP/1.1
                    https example.test 8443
                    127.0.0.1 58140
                    """),
            new Expected("apache-sh-unix-expect", """
                    POST /app/e HTTP/1.1
                    http localhost 21207
                    127.0.0.1 46162
                    no Expect
                    length 5
                    body hello
                    """),
            new Expected("apache-sh-app-custom", """
                    FOOBAR /app/h HTTP/1.1
                    http localhost 21206
                    127.0.0.1 37362
                    """),
            new Expected("apache-sh-app-enc2", """
                    GET /app/p%3Bq;m=1/%25/%C3%A9%c3%a9/+/%7Ea? HTTP/1.1
                    http localhost 21206
                    127.0.0.1 37214
                    """),
            new Expected("apache-x-h2-h2post", """
                    PUT /app/hx?y=1 HTTP/2.0
                    https example.test 21227
                    127.0.0.1 38666
                    User-Agent: curl/7.88.1
                    no Transfer-Encoding
                    length unknown
                    body streamed body\\n
                    """),
            new Expected("apache-x-errdoc-errpost", """
                    GET /nothere/a%20b?x=1 HTTP/1.1
                    http localhost 21226
                    127.0.0.1 41334
                    length 0
                    body
                    """),
            new Expected("apache-x-dup-raw", """
                    GET /app/a%20b/c;d=1?x=1 HTTP/1.1
                    http localhost 21229
                    127.0.0.1 42532
                    X-Local-Port: 21229
                    """),
            new Expected("apache-auth-headers", """
                    GET /app/h HTTP/1.1
                    http example.test 8443
                    127.0.0.1 59304
                    Cookie: a=1; b=2; c=3
                    no Authorization
                    """));

    private static final List<Expected> NGINX = List.of(
            new Expected("nginx-root-headers", """
                    GET /app/h HTTP/1.1
                    http example.test -1
                    127.0.0.1 56468
                    Host: example.test
                    Cookie: a=1; b=2; c=3
                    X-Dup: 1
                    X-Dup: 2
                    Authorization: Basic dXNlcjpwdw==
                    X-Empty:
                    X-Utf: \344\275\240
                    Content-Type: text/x-get
                    Range: bytes=0-3
                    no Proxy, TE, Keep-Alive, Connection
                    length unknown
                    """),
            new Expected("nginx-raw-headers", """
                    GET /app/h HTTP/1.1
                    http example.test 8443
                    127.0.0.1 54720
                    Host: example.test:8443
                    X-Under: u
                    Cookie: a=1; b=2; c=3
                    no Proxy
                    length unknown
                    """),
            new Expected("nginx-root-form", """
                    POST /app/f HTTP/1.1
                    http localhost -1
                    127.0.0.1 56310
                    Content-Type: application/x-www-form-urlencoded
                    length 11
                    body a=1&b=2&c=3
                    """),
            new Expected("nginx-root-chunked", """
                    POST /app/f HTTP/1.1
                    http localhost -1
                    127.0.0.1 56332
                    Content-Type: text/plain
                    no Transfer-Encoding
                    length 11
                    body hello world
                    """),
            new Expected("nginx-nobuf-chunkslow", """
                    POST /app/f HTTP/1.1
                    http localhost -1
                    127.0.0.1 51040
                    no Transfer-Encoding
                    length unknown
                    body hello world
                    """),
            new Expected("nginx-nobuf-hugelen", """
                    POST /app/f HTTP/1.1
                    http localhost -1
                    127.0.0.1 52928
                    length 3000000000
                    body 10…
                    """),
            new Expected("nginx-root-absform", """
                    GET /app/abs?y=1 HTTP/1.1
                    http other.test -1
                    127.0.0.1 56492
                    """),
            new Expected("nginx-root-enc3", """
                    GET /app/x%3Fy%23z?k HTTP/1.1
                    http localhost -1
                    127.0.0.1 56290
                    """),
            new Expected("nginx-root-unixfront", """
                    GET /app/u HTTP/1.1
                    http localhost -1
                    - -
                    User-Agent: curl/7.88.1
                    Accept: */*
                    """),
            new Expected("nginx-keep-head", """
                    HEAD /app/h HTTP/1.1
                    http localhost -1
                    127.0.0.1 46450
                    length unknown
                    """),
            new Expected("nginx-keep-dots", """
                    GET /app//double/../dots HTTP/1.1
                    http localhost -1
                    127.0.0.1 38852
                    """),
            new Expected("nginx-tls-tlscert", """
                    GET /app/s?x=1 HTTP/1.1
                    https example.test 8443
                    127.0.0.1 60132
                    Host: example.test:8443
                    """),
            new Expected("nginx-tls-h2", """
                    GET /app/h%2Fx?y=1 HTTP/2.0
                    https example.test 21509
                    127.0.0.1 60138
                    Cookie: a=1; b=2
                    """),
            new Expected("nginx-unix-query", """
                    GET /app/hello.html?q=a%20b&x=1 HTTP/1.1
                    http localhost -1
                    127.0.0.1 36760
                    """));

    private static final List<Expected> LIGHTTPD = List.of(
            new Expected("lighttpd-root-headers", """
                    GET /app/h HTTP/1.1
                    http example.test 8443
                    127.0.0.1 47140
                    Cookie: a=1; b=2; c=3
                    X-Dup: 1, 2
                    X-Under: u
                    X-Dot: d
                    Authorization: Basic dXNlcjpwdw==
                    X-Utf: \344\275\240
                    no Proxy, X-Empty, TE, Keep-Alive, Connection
                    length 0
                    """),
            new Expected("lighttpd-root-http10", """
                    GET /app/h?v=10 HTTP/1.0
                    http 127.0.0.1 21702
                    127.0.0.1 47162
                    no Host
                    """),
            new Expected("lighttpd-tls-h2", """
                    GET /app/h%2Fx?y=1 HTTP/2.0
                    https example.test 21708
                    127.0.0.1 44680
                    Cookie: a=1; b=2
                    """),
            new Expected("lighttpd-stream-chunked", """
                    POST /app/f HTTP/1.1
                    http localhost 21707
                    127.0.0.1 47604
                    Content-Type: text/plain
                    length 11
                    body hello world
                    """),
            new Expected("lighttpd-unix-enc", """
                    GET /app/a%2Fb%20c/%E4%BD%A0;jsessionid=abc123?z= HTTP/1.1
                    http localhost 21704
                    127.0.0.1 34188
                    """));

    private static final List<Expected> HAPROXY = List.of(
            new Expected("haproxy-plain-headers", """
                    GET /app/h HTTP/1.1
                    http example.test 8443
                    127.0.0.1 35878
                    Cookie: a=1; b=2; c=3
                    X-Dup: 1
                    X-Dup: 2
                    X-Forwarded-For: 203.0.113.9
                    X-Forwarded-For: 127.0.0.1
                    Content-Type: text/x-get
                    no Authorization, Proxy, TE, Connection
                    length 0
                    """),
            new Expected("haproxy-plain-http10", """
                    GET /app/h?v=10 HTTP/1.0
                    http 127.0.0.1 21802
                    127.0.0.1 35890
                    no Host
                    """),
            new Expected("haproxy-plain-enc2", """
                    GET /app/p%3Bq;m=1/%25/%C3%A9%c3%a9/+/%7Ea? HTTP/1.1
                    http localhost 21802
                    127.0.0.1 35690
                    """),
            new Expected("haproxy-set-tls", """
                    GET /app/s?x=1 HTTP/1.1
                    https example.test 8443
                    127.0.0.1 55372
                    """),
            new Expected("haproxy-set-h2", """
                    GET /app/h%2Fx?y=1 HTTP/2.0
                    https example.test 21816
                    127.0.0.1 53268
                    Cookie: a=1; b=2
                    """),
            new Expected("haproxy-mpx-wholeconnection", """
                    GET /app/m?p HTTP/1.1
                    http localhost 21008
                    127.0.0.1 38486
                    X-Case: M-prime

                    GET /app/m?1 HTTP/1.1
                    http localhost 21008
                    127.0.0.1 38506
                    X-Case: M1

                    GET /app/m?2 HTTP/1.1
                    http localhost 21008
                    127.0.0.1 38510
                    X-Case: M2

                    POST /app/up?2 HTTP/1.1
                    http localhost 21008
                    127.0.0.1 38546
                    length 60000
                    body %s

                    POST /app/up?0 HTTP/1.1
                    http localhost 21008
                    127.0.0.1 38520
                    length 60000
                    body %s
                    """.formatted("c".repeat(60_000), "a".repeat(60_000))));

    private static final List<Expected> CGI_FCGI = List.of(new Expected("cgifcgi-tcp-get", """
                    GET /app/hello?x=1 HTTP/1.1
                    http localhost -1
                    - -
                    X-Case: get
                    no Host
                    """));
}
