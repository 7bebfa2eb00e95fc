// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import static dev.slipway.fastcgi.cgi.CgiRequests.assertBad;
import static dev.slipway.fastcgi.cgi.CgiRequests.from;
import static dev.slipway.fastcgi.cgi.CgiRequests.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom the client asked for: the target's authority, Host, or what the web server calls itself. */
class CgiRequestHostTest {
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
                "~^www\\d+$,        8080, 192.0.2.1,   192.0.2.1,     8080",
                "~^www\\d+$,        8080, 2001:db8::1, [2001:db8::1], 8080",
                "~^www\\d+$,        8080, unix:/a.sock, localhost,    8080",
                "~^www\\d+$,        -,    -,           localhost,     -1",
                "~www.*,           8080, 192.0.2.1,   192.0.2.1,     8080",
                "a/b,              8080, c/d,         localhost,     8080",
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

    @ParameterizedTest
    @CsvSource({
        "http://other.test/,          other.test,    -1",
        "http://other.test:99/app?y,  other.test,    99",
        "http://other.test:,          other.test,    -1",
        "https://[2001:db8::1]:443/a, [2001:db8::1], 443",
    })
    void theAuthorityOfAnAbsoluteFormCountsMoreThanHost(String uri, String host, int port) throws Exception {
        CgiRequest request = with("REQUEST_URI", uri, "HTTP_HOST", "a.test:8443", "SERVER_PORT", "8080");

        assertThat(request.host()).isEqualTo(host);
        assertThat(request.port()).isEqualTo(port);
        assertThat(request.scheme()).as("which is the web server's word").isEqualTo("http");
        assertThat(request.fields())
                .as("the Host field that the client sent is wrong (RFC 9112, section 3.2.2)")
                .containsExactly(new HeaderField("Host", uri.split("/")[2]));
    }

    @Test
    void anAbsoluteFormIsAHostFieldToo() throws Exception {
        assertThat(with("REQUEST_URI", "http://other.test:99/a").fields())
                .containsExactly(new HeaderField("Host", "other.test:99"));
    }

    /** Debian's fastcgi_params has HTTP_HOST $host; an administrator's own line comes after it. */
    @Test
    void nginxWithDebiansParametersLosesThePortUnlessItIsGivenAgain() throws Exception {
        CgiRequest asInstalled = with("HTTP_HOST", "a.test", "SERVER_PORT", "8080", "SERVER_SOFTWARE", "nginx/1.22.1");
        CgiRequest withOwnLine = with("HTTP_HOST", "a.test", "HTTP_HOST", "a.test:8080", "SERVER_PORT", "8080");

        assertThat(asInstalled.port()).isEqualTo(-1);
        assertThat(withOwnLine.port()).isEqualTo(8080);
    }

    @ParameterizedTest
    @CsvSource({
        "Apache/2.4.71 (Debian), 0",
        "Apache,                 0",
        "Caddy/2.6.2,            0",
        "nginx/1.22.1,           8080",
        "lighttpd/1.4.69,        8080",
        "HAProxy 2.6.12,         8080",
        "h2o/2.2.5,              8080",
        "'',                     8080",
    })
    void thePortThatTheClientConnectedToIsKnownWhereItCouldNotChooseIt(String software, int localPort)
            throws Exception {
        CgiRequest request =
                with("SERVER_SOFTWARE", software, "SERVER_PORT", "8080", "SERVER_ADDR", "192.0.2.1", "HTTP_HOST", "a");

        assertThat(request.localPort()).isEqualTo(localPort);
        assertThat(request.localAddr()).isEqualTo("192.0.2.1");
    }

    @Test
    void nobodyIsAskedAboutAHostThatDoesNotCount() throws Exception {
        assertThat(with("REQUEST_URI", "http://other.test/", "HTTP_HOST", "a/b").host())
                .isEqualTo("other.test");
    }

    @ParameterizedTest
    @CsvSource({
        "http://user@other.test/,      user@other.test",
        "http://user:pw@other.test/a,  user:pw@other.test",
        "http://a.test@other.test:80/, a.test@other.test:80",
        "http://@other.test/,          @other.test",
        "http:///a,                    ''",
        "http://?a,                    ''",
        "http://:80/a,                 :80",
        "http://a:0/,                  a:0",
    })
    void anAbsoluteFormWithUserinfoOrWithoutAHostIsRejected(String uri, String authority) {
        assertBad("REQUEST_URI", uri, "REQUEST_URI \"" + authority + "\" is not a host with an optional port.");
    }

    @Test
    void aSecondHostIsAnOverrideOfTheWebServer() throws Exception {
        CgiRequest request = with("HTTP_HOST", "a.test", "HTTP_X", "1", "HTTP_HOST", "a.test:8443");

        assertThat(request.host()).isEqualTo("a.test");
        assertThat(request.port()).isEqualTo(8443);
        assertThat(request.fields()).containsExactly(new HeaderField("Host", "a.test:8443"), new HeaderField("X", "1"));
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
}
