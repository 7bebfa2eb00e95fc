// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import static dev.slipway.fastcgi.cgi.CgiRequests.assertBad;
import static dev.slipway.fastcgi.cgi.CgiRequests.from;
import static dev.slipway.fastcgi.cgi.CgiRequests.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The mapping, rule by rule, {@link CgiRequestHostTest} for host and port; {@link RecordedTrafficTest} has what real
 * front ends send.
 */
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
                "REMOTE_USER", "jane",
                "AUTH_TYPE", "Basic",
                "SSL_PROTOCOL", "TLSv1.3",
                "SSL_CIPHER", "TLS_AES_256_GCM_SHA384",
                "SSL_SESSION_ID", "0a1b2c",
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
                        new TlsSession("TLSv1.3", "TLS_AES_256_GCM_SHA384", 256, "0a1b2c", List.of()),
                        "jane",
                        "Basic",
                        null,
                        11,
                        false,
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
                        "GET",
                        "/",
                        "http",
                        "localhost",
                        -1,
                        "HTTP/1.1",
                        null,
                        0,
                        null,
                        0,
                        null,
                        null,
                        null,
                        null,
                        -1,
                        false,
                        List.of()));
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

    @Test
    void theTargetIsRequestUriInOriginForm() throws Exception {
        assertThat(with("REQUEST_URI", "/a%2Fb;c?d=%20").target()).isEqualTo("/a%2Fb;c?d=%20");
        assertThat(with("REQUEST_URI", "http://other.test/a%2Fb?d").target()).isEqualTo("/a%2Fb?d");
        assertBad("REQUEST_URI", "app", "REQUEST_URI \"app\" begins neither with / nor with a scheme.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a\rb", "/a\nb", "/a\0b"})
    void aTargetThatCouldSplitSomethingIsRejected(String uri) {
        assertBad(
                "REQUEST_URI", uri, "REQUEST_URI has the control character " + (int) uri.charAt(2) + " at position 2.");
    }

    @Test
    void aVariableWithTwoValuesIsRejectedUnlessNobodyReadsIt() throws Exception {
        assertThatThrownBy(() -> with("HTTPS", "on", "HTTPS", "off"))
                .isInstanceOf(BadRequestException.class)
                .hasMessage("The variable HTTPS has two different values.");
        assertThat(with("HTTPS", "", "HTTPS", "on").scheme()).isEqualTo("https");
        assertThat(with("SCRIPT_FILENAME", "/srv/a", "SCRIPT_FILENAME", "/srv/b")
                        .target())
                .isEqualTo("/");
    }

    @Test
    void r26_whatTheWebServerDecodedOrRewroteIsNotLookedAt() throws Exception {
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

    @Test
    void iisCallsItsAddressLocalAddr() throws Exception {
        assertThat(with("LOCAL_ADDR", "192.0.2.9").localAddr()).isEqualTo("192.0.2.9");
        assertThat(with("LOCAL_ADDR", "192.0.2.9", "SERVER_ADDR", "192.0.2.8").localAddr())
                .isEqualTo("192.0.2.8");
    }

    @ParameterizedTest
    @CsvSource({
        "/LM/W3SVC/28/ROOT/app, /app",
        "/LM/W3SVC/28/ROOT/app/ROOT, /app/ROOT",
        "/LM/W3SVC/28/ROOT, ''",
        "/LM/W3SVC/28/ROOTS,",
        "elsewhere,"
    })
    void iisTellsThePathOfItsApplication(String metabasePath, String path) throws Exception {
        assertThat(with("APPL_MD_PATH", metabasePath).applicationPath()).isEqualTo(path);
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
    void r24_theHttpDoublesOfContentLengthAndTypeAreDropped() throws Exception {
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

    // --- header fields: HeaderFieldsTest has their rules

    @Test
    void r29_authorizationMayComeUnderTheNameOfARedirect() throws Exception {
        assertThat(with("REDIRECT_HTTP_AUTHORIZATION", "Basic eA==").fields())
                .containsExactly(field("Authorization", "Basic eA=="));
        assertThat(with("REDIRECT_HTTP_AUTHORIZATION", "Basic eA==", "HTTP_AUTHORIZATION", "Basic eQ==")
                        .fields())
                .containsExactly(field("Authorization", "Basic eQ=="));
        assertThat(with("HTTP_AUTHORIZATION", "", "REDIRECT_HTTP_AUTHORIZATION", "Basic eA==")
                        .fields())
                .as("an empty one is none")
                .containsExactly(field("Authorization", "Basic eA=="));
    }

    @Test
    void fieldsWhoseNamesAreNoTokensAreNotPassedOn() throws Exception {
        assertThat(with("HTTP_", "1", "HTTP_X Y", "2", "HTTP_X:Y", "3", "HTTP_X", "4")
                        .fields())
                .containsExactly(field("X", "4"));
    }

    @Test
    void theClientsFieldsCannotBeChanged() throws Exception {
        List<HeaderField> fields = with("HTTP_X", "1").fields();

        assertThatThrownBy(() -> fields.add(field("Y", "2"))).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "Caddy/2.6.2,  application/x-www-form-urlencoded, -,                                 -",
                "Caddy/2.6.2,  application/x-www-form-urlencoded, application/x-www-form-urlencoded, application/x-www-form-urlencoded",
                "Caddy/2.6.2,  text/plain,                        -,                                 text/plain",
                "nginx/1.22.1, application/x-www-form-urlencoded, -,                                 application/x-www-form-urlencoded",
            })
    void aFormThatCaddyMadeOfABodyWithoutATypeIsNone(String software, String variable, String field, String type)
            throws Exception {
        List<String> pairs = new ArrayList<>(List.of("SERVER_SOFTWARE", software, "CONTENT_TYPE", variable));
        if (field != null) {
            pairs.addAll(List.of("HTTP_CONTENT_TYPE", field));
        }
        assertThat(with(pairs.toArray(String[]::new)).fields())
                .isEqualTo(type == null ? List.of() : List.of(field("Content-Type", type)));
    }

    @ParameterizedTest
    @CsvSource({"nginx/1.22.1, true", "Apache/2.4.71 (Debian), false", "h2o/2.2.5, false", "Caddy/2.6.2, false"})
    void onlyNginxLeavesStdinWithoutItsEnd(String software, boolean stops) throws Exception {
        assertThat(with("SERVER_SOFTWARE", software).stdinStops()).isEqualTo(stops);
        assertThat(with().stdinStops()).isFalse();
    }

    @Test
    void r06_aBadRequestExceptionHasNoStackTrace() {
        assertThat(new BadRequestException("x").getStackTrace()).isEmpty();
    }

    private static HeaderField field(String name, String value) {
        return new HeaderField(name, value);
    }

    @Test
    void understandsAjpsNames() throws Exception {
        CgiRequest request = with("AJP_REMOTE_PORT", "54321", "AJP_LOCAL_ADDR", "192.0.2.1");
        assertThat(request.remotePort()).isEqualTo(54321);
        assertThat(request.localAddr()).isEqualTo("192.0.2.1");
    }

    @Test
    void prefersTheOrdinaryNamesToAjps() throws Exception {
        CgiRequest request = with(
                "AJP_REMOTE_PORT", "1", "REMOTE_PORT", "2", "AJP_LOCAL_ADDR", "192.0.2.1", "SERVER_ADDR", "192.0.2.2");
        assertThat(request.remotePort()).isEqualTo(2);
        assertThat(request.localAddr()).isEqualTo("192.0.2.2");
    }

    @Test
    void knowsNoUserByAnEmptyNameOrAHeaderField() throws Exception {
        CgiRequest request = with("REMOTE_USER", "", "AUTH_TYPE", "", "HTTP_REMOTE_USER", "eve", "HTTP_AUTH_TYPE", "x");
        assertThat(request.remoteUser()).isNull();
        assertThat(request.authType()).isNull();
    }
}
