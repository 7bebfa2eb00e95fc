// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.request.Params;
import dev.slipway.fastcgi.testkit.Pairs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The mapping, rule by rule; {@link RecordedTrafficTest} has what real front ends send. */
class CgiRequestTest {
    @Test
    void takesEverythingFromItsVariable() throws Exception {
        CgiRequest request = from(
                "REQUEST_METHOD", "POST",
                "REQUEST_URI", "/app/form?x=1",
                "SERVER_PROTOCOL", "HTTP/2.0",
                "REQUEST_SCHEME", "https",
                "HTTP_HOST", "www.example.test:8443",
                "SERVER_NAME", "server.test",
                "SERVER_PORT", "443",
                "SERVER_ADDR", "192.0.2.1",
                "REMOTE_ADDR", "192.0.2.7",
                "REMOTE_PORT", "54321",
                "CONTENT_LENGTH", "11",
                "CONTENT_TYPE", "text/plain",
                "HTTP_ACCEPT_LANGUAGE", "de");

        assertThat(request)
                .isEqualTo(new CgiRequest(
                        "POST",
                        "/app/form?x=1",
                        "https",
                        "www.example.test",
                        8443,
                        "HTTP/2.0",
                        "192.0.2.7",
                        54321,
                        "192.0.2.1",
                        443,
                        11,
                        List.of(
                                new HeaderField("Host", "www.example.test:8443"),
                                new HeaderField("Accept-Language", "de"),
                                new HeaderField("Content-Type", "text/plain"),
                                new HeaderField("Content-Length", "11"))));
    }

    @Test
    void needsOnlyAMethodAndATarget() throws Exception {
        assertThat(from("REQUEST_METHOD", "GET", "REQUEST_URI", "/"))
                .isEqualTo(new CgiRequest(
                        "GET", "/", "http", "localhost", -1, "HTTP/1.1", null, 0, null, 0, -1, List.of()));
    }

    @Test
    void saysWhichVariableIsMissing() {
        assertBad(
                "REQUEST_METHOD",
                null,
                "The variable REQUEST_METHOD is missing: the web server has to send the CGI"
                        + " variables (nginx: include fastcgi_params).");
        assertBad(
                "REQUEST_METHOD",
                "",
                "The variable REQUEST_METHOD is missing: the web server has to send the CGI"
                        + " variables (nginx: include fastcgi_params).");
        assertBad(
                "REQUEST_URI",
                null,
                "The variable REQUEST_URI is missing: the web server has to send the target of"
                        + " the request as the client wrote it.");
        assertBad(
                "REQUEST_URI",
                "",
                "The variable REQUEST_URI is missing: the web server has to send the target of"
                        + " the request as the client wrote it.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "FOOBAR", "get", "M-SEARCH", "!#$%&'*+-.^_`|~0"})
    void anyTokenIsAMethod(String method) throws Exception {
        assertThat(with("REQUEST_METHOD", method).method()).isEqualTo(method);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /", "GE\tT", "G(T", "GET\u00e9", "\"GET\""})
    void nothingElseIsAMethod(String method) {
        assertBad("REQUEST_METHOD", method, "REQUEST_METHOD is not a token (RFC 9110, section 9.1).");
    }

    // --- target: webservers.md calls for REQUEST_URI alone, as it came

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/app//double/../dots",
                "/a%2Fb%20c/%E4%BD%A0;jsessionid=abc123?z=",
                "/app/p%3Bq;m=1/%25/%C3%A9%c3%a9/+/%7Ea?",
                "/x%3Fy%23z?k",
                "//host/path",
                "/a?u=http://other.test/",
                "*"
            })
    void theTargetStaysAsTheClientWroteIt(String target) throws Exception {
        assertThat(with("REQUEST_URI", target).target()).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({
        "http://other.test:99/app/abs?y=1, /app/abs?y=1",
        "https://example.test/app/h%2Fx?y=1, /app/h%2Fx?y=1",
        "http://other.test, /",
        "http://other.test?y=1, /?y=1",
        "HTTP://OTHER.TEST/a, /a",
        "http://[2001:db8::1]:80/a, /a",
        "http://other.test/a?u=http://b/c, /a?u=http://b/c",
        "coap+tcp://other.test/a, /a",
    })
    void theAbsoluteFormLosesSchemeAndAuthority(String uri, String target) throws Exception {
        assertThat(with("REQUEST_URI", uri).target()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"app", "**", "other.test:443", "?x", "app?u=http://h/admin", "://h/a", "1http://h/a", "a/b://h/c"
            })
    void anyOtherFormIsRejected(String uri) {
        assertBad("REQUEST_URI", uri, "REQUEST_URI \"" + uri + "\" begins neither with / nor with a scheme.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a b", "/a\tb", "/a\u0001", "/a\u007f", "/a\u001f"})
    void aTargetWithAControlCharacterOrASpaceIsRejected(String uri) {
        assertBad("REQUEST_URI", uri, "must be encoded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a\rb", "/a\nb", "/a\0b"})
    void aTargetThatCouldSplitSomethingIsRejected(String uri) {
        assertBad(
                "REQUEST_URI", uri, "REQUEST_URI has the control character " + (int) uri.charAt(2) + " at position 2.");
    }

    @Test
    void rawOctetsOfATargetAreUtf8OrEachACharacter() throws Exception {
        assertThat(with("REQUEST_URI", "/\u00c3\u00a9?\u00e4\u00bd\u00a0").target())
                .isEqualTo("/\u00e9?\u4f60");
        assertThat(with("REQUEST_URI", "/\u00e9").target()).isEqualTo("/\u00e9");
        assertThat(with("REQUEST_URI", "/\u00c3\u00a9\u00ff").target()).isEqualTo("/\u00c3\u00a9\u00ff");
    }

    @Test
    void whatTheWebServerDecodedOrRewroteIsNotLookedAt() throws Exception {
        CgiRequest request = from(
                "REQUEST_METHOD", "GET",
                "REQUEST_URI", "/app/a%2Fb?q",
                "SCRIPT_NAME", "/other",
                "PATH_INFO", "/../\n",
                "PATH_TRANSLATED", "/srv/\0",
                "SCRIPT_FILENAME", "proxy:fcgi://127.0.0.1:1/\r",
                "DOCUMENT_URI", "/rewritten",
                "QUERY_STRING", "other=1",
                "REDIRECT_URL", "/redirected",
                "SSL_CLIENT_CERT", "-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----\n");

        assertThat(request.target()).isEqualTo("/app/a%2Fb?q");
        assertThat(request.fields()).isEmpty();
    }

    // --- scheme

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "on,   -,     https",
                "ON,   -,     https",
                "1,    -,     https",
                "true, -,     https",
                "True, http,  https",
                "-,    https, https",
                "-,    HTTPS, https",
                "off,  https, https",
                "off,  -,     http",
                "'',   -,     http",
                "0,    http,  http",
                "-,    -,     http",
                "yes,  ws,    http",
            })
    void theSchemeIsHttpsWhereTheWebServerSaysSo(String https, String requestScheme, String scheme) throws Exception {
        List<String> pairs = new ArrayList<>(List.of("REQUEST_METHOD", "GET", "REQUEST_URI", "/"));
        if (https != null) {
            pairs.addAll(List.of("HTTPS", https));
        }
        if (requestScheme != null) {
            pairs.addAll(List.of("REQUEST_SCHEME", requestScheme));
        }
        assertThat(from(pairs.toArray(String[]::new)).scheme()).isEqualTo(scheme);
    }

    @Test
    void aClientCannotClaimHttps() throws Exception {
        CgiRequest request = from(
                "REQUEST_METHOD", "GET",
                "REQUEST_URI", "https://a.test/",
                "HTTP_HTTPS", "on",
                "HTTP_X_FORWARDED_PROTO", "https",
                "HTTP_X_FORWARDED_FOR", "203.0.113.9",
                "REMOTE_ADDR", "192.0.2.7");

        assertThat(request.scheme()).isEqualTo("http");
        assertThat(request.remoteAddr()).isEqualTo("192.0.2.7");
    }

    // --- host and port

    @Test
    void aHostWithoutAPortMeansTheDefaultOfTheScheme() throws Exception {
        CgiRequest request = with("HTTP_HOST", "a.test", "SERVER_NAME", "b.test", "SERVER_PORT", "8080");

        assertThat(request.host()).isEqualTo("a.test");
        assertThat(request.port()).isEqualTo(-1);
        assertThat(request.localPort()).isEqualTo(8080);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "fcgi.test,        8080, 192.0.2.1,   fcgi.test,     8080",
                "fcgi.test,        -,    192.0.2.1,   fcgi.test,     -1",
                "fcgi.test,        '',   192.0.2.1,   fcgi.test,     -1",
                "example.test:81,  8080, 192.0.2.1,   example.test,  81",
                "'',               8080, 192.0.2.1,   192.0.2.1,     8080",
                "-,                8080, 192.0.2.1,   192.0.2.1,     8080",
                "-,                8080, unix:/a.sock, localhost,    8080",
                "-,                -,    -,           localhost,     -1",
                "_,                80,   -,           _,             80",
                "2001:db8::1,      8080, -,           [2001:db8::1], 8080",
                "[2001:db8::1],    8080, -,           [2001:db8::1], 8080",
                "[2001:db8::1]:81, 8080, -,           [2001:db8::1], 81",
                "-,                8080, 2001:db8::1, [2001:db8::1], 8080",
                "-,                8080, ::1,         [::1],         8080",
            })
    void withoutAHostTheWebServersNameCounts(
            String serverName, String serverPort, String serverAddr, String host, int port) throws Exception {
        List<String> pairs = new ArrayList<>(
                List.of("REQUEST_METHOD", "GET", "REQUEST_URI", "/", "SERVER_PROTOCOL", "HTTP/1.0", "HTTP_HOST", ""));
        if (serverName != null) {
            pairs.addAll(List.of("SERVER_NAME", serverName));
        }
        if (serverPort != null) {
            pairs.addAll(List.of("SERVER_PORT", serverPort));
        }
        if (serverAddr != null) {
            pairs.addAll(List.of("SERVER_ADDR", serverAddr));
        }
        CgiRequest request = from(pairs.toArray(String[]::new));

        assertThat(request.host()).isEqualTo(host);
        assertThat(request.port()).isEqualTo(port);
        assertThat(request.fields()).isEmpty();
    }

    @Test
    void aSecondHostIsAnOverrideOfTheWebServer() throws Exception {
        CgiRequest request = with("HTTP_HOST", "a.test", "HTTP_X", "1", "HTTP_HOST", "a.test:8443");

        assertThat(request.host()).isEqualTo("a.test");
        assertThat(request.port()).isEqualTo(8443);
        assertThat(request.fields()).containsExactly(field("Host", "a.test:8443"), field("X", "1"));
    }

    @Test
    void anEmptySecondHostOverridesNothing() throws Exception {
        assertThat(with("HTTP_HOST", "a.test", "HTTP_HOST", "").host()).isEqualTo("a.test");
    }

    @Test
    void aHostThatIsNoneIsRejected() {
        assertBad("HTTP_HOST", "a.test/b", "Host \"a.test/b\" is not a host with an optional port.");
        assertBad("HTTP_HOST", "a.test, b.test", "is not a host");
    }

    // --- addresses

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "192.0.2.7,    54321, 192.0.2.7,   54321",
                "2001:db8::7,  1,     2001:db8::7, 1",
                "192.0.2.7,    '',    192.0.2.7,   0",
                "192.0.2.7,    65536, 192.0.2.7,   0",
                "192.0.2.7,    -1,    192.0.2.7,   0",
                "192.0.2.7,    x,     192.0.2.7,   0",
                "unix:,        '',    -,           0",
                "unix:/a.sock, '',    -,           0",
                "'',           '',    -,           0",
            })
    void anAddressMayBeUnknown(String remoteAddr, String remotePort, String addr, int port) throws Exception {
        CgiRequest request = with(
                "REMOTE_ADDR",
                remoteAddr,
                "REMOTE_PORT",
                remotePort,
                "SERVER_ADDR",
                remoteAddr,
                "SERVER_PORT",
                remotePort);

        assertThat(request.remoteAddr()).isEqualTo(addr);
        assertThat(request.remotePort()).isEqualTo(port);
        assertThat(request.localAddr()).isEqualTo(addr);
        assertThat(request.localPort()).isEqualTo(port);
    }

    // --- length and type of the body

    @ParameterizedTest
    @CsvSource({"0, 0", "11, 11", "007, 7", "3000000000, 3000000000", "999999999999999999, 999999999999999999"})
    void aContentLengthIsANumberOf64Bits(String value, long length) throws Exception {
        CgiRequest request = with("CONTENT_LENGTH", value);

        assertThat(request.contentLength()).isEqualTo(length);
        assertThat(request.fields()).containsExactly(field("Content-Length", "" + length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1"})
    void anEmptyContentLengthAndMinusOneMeanUnknown(String value) throws Exception {
        CgiRequest request = with("CONTENT_LENGTH", value, "HTTP_CONTENT_LENGTH", "5", "CONTENT_TYPE", "");

        assertThat(request.contentLength()).isEqualTo(CgiRequest.UNKNOWN_LENGTH);
        assertThat(request.fields()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-2",
                "-0",
                "+5",
                " 5",
                "5 ",
                "5,5",
                "0x5",
                "1e3",
                "five",
                "5.0",
                "\u00b2",
                "9223372036854775807",
                "99999999999999999999"
            })
    void anyOtherContentLengthIsRejected(String value) {
        assertBad("CONTENT_LENGTH", value, "CONTENT_LENGTH \"" + value + "\" is not a number of bytes.");
    }

    @Test
    void theHttpDoublesOfContentLengthAndTypeAreDropped() throws Exception {
        CgiRequest request = with(
                "CONTENT_LENGTH",
                "11",
                "CONTENT_TYPE",
                "text/plain",
                "HTTP_CONTENT_LENGTH",
                "12",
                "HTTP_CONTENT_TYPE",
                "text/html");

        assertThat(request.contentLength()).isEqualTo(11);
        assertThat(request.fields())
                .containsExactly(field("Content-Type", "text/plain"), field("Content-Length", "11"));
    }

    // --- header fields

    @ParameterizedTest
    @CsvSource({
        "HTTP_ACCEPT_LANGUAGE, Accept-Language",
        "HTTP_X_FORWARDED_FOR, X-Forwarded-For",
        "HTTP_USER_AGENT, User-Agent",
        "HTTP_X.DOT, X.dot",
        "HTTP_X-CASE, X-Case",
        "HTTP_x_lower, X-Lower",
        "HTTP_A__B, A--B",
        "HTTP_HTTP_X, Http-X",
    })
    void aHeaderFieldHasTheNameThatHttpWrites(String variable, String name) throws Exception {
        assertThat(with(variable, "v").fields()).containsExactly(field(name, "v"));
    }

    @Test
    void whatDoesNotBeginWithHttpIsNoHeaderField() throws Exception {
        assertThat(with(
                                "proxy-nokeepalive",
                                "1",
                                "PATH",
                                "/bin",
                                "http_x",
                                "1",
                                "Http_X",
                                "1",
                                "HTTP2",
                                "on",
                                "HTTP_",
                                "1",
                                "X_HTTP_Y",
                                "1",
                                "SSL_PROTOCOL",
                                "TLSv1.3",
                                "AUTH_PASSWORD",
                                "secret")
                        .fields())
                .isEmpty();
    }

    @Test
    void listValuedFieldsKeepAllTheirValuesInOrder() throws Exception {
        assertThat(with(
                                "HTTP_X_DUP",
                                "1",
                                "HTTP_ACCEPT",
                                "a",
                                "HTTP_X_DUP",
                                "2",
                                "HTTP_X_FORWARDED_FOR",
                                "203.0.113.9",
                                "HTTP_X_FORWARDED_FOR",
                                "127.0.0.1")
                        .fields())
                .containsExactly(
                        field("X-Dup", "1"),
                        field("Accept", "a"),
                        field("X-Dup", "2"),
                        field("X-Forwarded-For", "203.0.113.9"),
                        field("X-Forwarded-For", "127.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AUTHORIZATION",
                "FROM",
                "IF_MODIFIED_SINCE",
                "IF_RANGE",
                "IF_UNMODIFIED_SINCE",
                "MAX_FORWARDS",
                "ORIGIN",
                "PROXY_AUTHORIZATION",
                "RANGE",
                "REFERER",
                "USER_AGENT"
            })
    void aSingleValuedFieldMayComeTwiceButNotWithTwoValues(String name) throws Exception {
        assertThat(with("HTTP_" + name, "1", "HTTP_" + name, "1").fields()).hasSize(1);
        assertThatThrownBy(() -> with("HTTP_" + name, "1", "HTTP_" + name, "2"))
                .isInstanceOf(BadRequestException.class)
                .hasMessageMatching("The header field [A-Za-z-]+ has two different values\\.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"REQUEST_METHOD", "REQUEST_URI", "CONTENT_LENGTH", "REMOTE_ADDR", "HTTPS", "SERVER_PORT"})
    void aVariableMayComeTwiceButNotWithTwoValues(String name) throws Exception {
        String value = name.equals("REQUEST_URI") ? "/" : "1";
        assertThat(with(name, value, name, value).method()).isNotEmpty();
        assertThatThrownBy(() -> with(name, value, name, value + "2"))
                .isInstanceOf(BadRequestException.class)
                .hasMessage("The variable " + name + " has two different values.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONNECTION", "CONTENT_LENGTH", "CONTENT_TYPE", "EXPECT", "HTTP2_SETTINGS", "KEEP_ALIVE", "PROXY",
                "PROXY_CONNECTION", "TE", "TRAILER", "TRANSFER_ENCODING", "UPGRADE", "Proxy", "TRANSFER-ENCODING"
            })
    void fieldsOfTheConnectionAndHttpoxyAreDropped(String name) throws Exception {
        assertThat(with("HTTP_" + name, "1", "HTTP_" + name, "2").fields()).isEmpty();
    }

    @Test
    void valuesAreOctetsAndMayBeEmpty() throws Exception {
        assertThat(with("HTTP_X_UTF", "\u00e4\u00bd\u00a0", "HTTP_X_EMPTY", "", "HTTP_X_TAB", "a\tb")
                        .fields())
                .containsExactly(field("X-Utf", "\u00e4\u00bd\u00a0"), field("X-Empty", ""), field("X-Tab", "a\tb"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP_X",
                "HTTP_HOST",
                "HTTP_COOKIE",
                "HTTP_PROXY",
                "SERVER_PROTOCOL",
                "REMOTE_ADDR",
                "SERVER_ADDR",
                "CONTENT_TYPE",
                "CONTENT_LENGTH",
                "HTTPS",
                "REQUEST_SCHEME",
                "SERVER_PORT",
                "REDIRECT_HTTP_AUTHORIZATION"
            })
    void crLfAndNulAreRejectedInEveryValueThatIsUsed(String name) {
        for (String control : List.of("\r", "\n", "\0")) {
            assertThatThrownBy(() -> with(name, "ab" + control + "c"))
                    .isInstanceOf(BadRequestException.class)
                    .hasMessageEndingWith(" has the control character " + (int) control.charAt(0) + " at position 2.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_X\r", "HTTP_X\nY", "HTTP_\0", "HTTP_X\r\nSET_COOKIE"})
    void crLfAndNulAreRejectedInFieldNames(String name) {
        assertThatThrownBy(() -> with(name, "1"))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("control character");
    }

    @Test
    void cookiesAreOneField() throws Exception {
        assertThat(with("HTTP_COOKIE", "a=1; b=2", "HTTP_X", "1", "HTTP_COOKIE", "c=3")
                        .fields())
                .containsExactly(field("Cookie", "a=1; b=2; c=3"), field("X", "1"));
        assertThat(with("HTTP_COOKIE", "a=1; b=2, c=3").fields()).containsExactly(field("Cookie", "a=1; b=2; c=3"));
    }

    @Test
    void authorizationMayComeUnderTheNameOfARedirect() throws Exception {
        assertThat(with("REDIRECT_HTTP_AUTHORIZATION", "Basic eA==").fields())
                .containsExactly(field("Authorization", "Basic eA=="));
        assertThat(with("REDIRECT_HTTP_AUTHORIZATION", "Basic eA==", "HTTP_AUTHORIZATION", "Basic eQ==")
                        .fields())
                .containsExactly(field("Authorization", "Basic eQ=="));
    }

    @Test
    void theClientsFieldsCannotBeChanged() throws Exception {
        List<HeaderField> fields = with("HTTP_X", "1").fields();

        assertThatThrownBy(() -> fields.add(field("Y", "2"))).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aBadRequestExceptionHasNoStackTrace() {
        assertThat(new BadRequestException("x").getStackTrace()).isEmpty();
    }

    private static HeaderField field(String name, String value) {
        return new HeaderField(name, value);
    }

    private static CgiRequest from(String... namesAndValues) throws BadRequestException, ConnectionException {
        byte[] block = Pairs.encode(namesAndValues);
        return CgiRequest.from(Params.decode(block, block.length));
    }

    /** A GET of / unless the pairs say otherwise. */
    private static CgiRequest with(String... namesAndValues) throws BadRequestException, ConnectionException {
        List<String> pairs = new ArrayList<>(List.of(namesAndValues));
        for (String[] usual : new String[][] {{"REQUEST_METHOD", "GET"}, {"REQUEST_URI", "/"}}) {
            boolean given = false;
            for (int i = 0; i < namesAndValues.length; i += 2) {
                given |= namesAndValues[i].equals(usual[0]);
            }
            if (!given) {
                pairs.addAll(List.of(usual));
            }
        }
        return from(pairs.toArray(String[]::new));
    }

    /** A value, or for null the absence, of one variable of an otherwise right request. */
    private static void assertBad(String variable, String value, String message) {
        List<String> pairs = new ArrayList<>();
        for (String[] usual : new String[][] {{"REQUEST_METHOD", "GET"}, {"REQUEST_URI", "/"}}) {
            if (!usual[0].equals(variable)) {
                pairs.addAll(List.of(usual));
            }
        }
        if (value != null) {
            pairs.addAll(List.of(variable, value));
        }
        assertThatThrownBy(() -> from(pairs.toArray(String[]::new)))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining(message);
    }
}
