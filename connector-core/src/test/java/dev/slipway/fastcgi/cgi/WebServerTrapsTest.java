// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import static dev.slipway.fastcgi.cgi.CgiRequests.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings and habits of web servers that make one variable or the other useless: what they must not change. */
class WebServerTrapsTest {
    private static CgiRequest recorded(String recording) throws Exception {
        return CgiRequest.from(RecordedRequest.read(recording).get(0).params());
    }

    private static List<String> values(CgiRequest request, String name) {
        return request.fields().stream()
                .filter(field -> field.name().equals(name))
                .map(HeaderField::value)
                .toList();
    }

    /** The variables that are decoded or cut say something else in each of these; the target is the client's. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "proxy-fcgi-pathinfo=1,                apache-x-pathinfo1-path,    /app/b%20c.d/e%3Bf/g?z=",
        "proxy-fcgi-pathinfo=1 by SetEnvIf,    apache-x-pathinfo1-pi,      /app/b%20c.d/e%3Bf/g?z=",
        "proxy-fcgi-pathinfo=full,             apache-x-pathinfofull-path, /app/b%20c.d/e%3Bf/g?z=",
        "SCRIPT_FILENAME is encoded halfway,   apache-x-encoded-path,      /app/b%20c.d/e%3Bf/g?z=",
        "AllowEncodedSlashes On,               apache-x-aeson-slash,       /app/b%2Fc/g?z=",
        "mapping=encoded,                      apache-x-encoded-slash,     /app/b%2Fc/g?z=",
        "AllowEncodedSlashes NoDecode,         apache-pp-aes-enc,    /app/a%2Fb%20c/%E4%BD%A0;jsessionid=abc123?z=",
        "a path without its slash,             apache-pp-root-noslash,     /app",
        "a path below a file,                  apache-sh-app-exist,        /app/exist.txt/more/x?q",
        "a path below nothing,                 apache-sh-app-deep,         /app/a/b/c.d/e?q",
        "a cut behind the first segment,       lighttpd-root-deep,         /app/a/b/c.d/e?q",
        "fix-root-scriptname,                  lighttpd-rootfix-enc2, /app/p%3Bq;m=1/%25/%C3%A9%c3%a9/+/%7Ea?",
        "path-info of HAProxy,                 haproxy-pathinfo-enc2, /app/p%3Bq;m=1/%25/%C3%A9%c3%a9/+/%7Ea?",
        "dot segments of HAProxy,              haproxy-plain-dots,         /app//double/../dots",
        "dot segments of Caddy,                caddy-plain-dots,           /app//double/../dots",
        "dot segments of H2O,                  h2o-plain-dots,             /app//double/../dots",
        "an absolute-form of H2O,              h2o-plain-absform,          /app/abs?y=1",
    })
    void theTargetIsWhatTheClientWrote(String trap, String recording, String target) throws Exception {
        assertThat(recorded(recording).target()).isEqualTo(target);
    }

    /** httpd leaves %2F alone and decodes the rest: as a text that is decoded, it has three characters. */
    @Test
    void anEncodedSlashThatHttpdLeftAloneIsNoSlash() throws Exception {
        CgiRequest request = CgiRequest.from(
                RecordedRequest.read("apache-x-encoded-slash").get(0).params(), TargetSource.SCRIPT_NAME_AND_PATH_INFO);

        assertThat(request.target()).isEqualTo("/app/b%252Fc/g?z=");
    }

    /** ProxyFCGISetEnvIf with a name alone does not remove a variable. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONTENT_LENGTH",
                "CONTENT_TYPE",
                "HTTPS",
                "REQUEST_SCHEME",
                "REMOTE_ADDR",
                "REMOTE_PORT",
                "SERVER_ADDR",
                "SERVER_NAME",
                "SERVER_PORT",
                "SERVER_PROTOCOL",
                "HTTP_HOST",
                "HTTP_AUTHORIZATION"
            })
    void anEmptyVariableIsNone(String name) throws Exception {
        assertThat(with(name, "")).isEqualTo(with());
    }

    /** mod_fcgid drops a body above its limit, and says so. */
    @Test
    void aBodyThatTheServerDroppedIsEmpty() throws Exception {
        CgiRequest request = with("REQUEST_METHOD", "POST", "CONTENT_LENGTH", "0", "CONTENT_TYPE", "text/plain");

        assertThat(request.contentLength()).isZero();
        assertThat(values(request, "Content-Length")).containsExactly("0");
    }

    /** An authorizer has neither SCRIPT_NAME nor CONTENT_LENGTH, but the length of a body that it does not get. */
    @Test
    void anAuthorizerOfLighttpdHasATargetAndNoBody() throws Exception {
        List<RecordedRequest> requests = RecordedRequest.readAnyRole("lighttpd-auth-authz-post");
        assertThat(requests).hasSize(1);
        CgiRequest request = CgiRequest.from(requests.get(0).params());

        assertThat(request.target()).isEqualTo("/secret.txt?x=1");
        assertThat(request.contentLength()).isEqualTo(CgiRequest.UNKNOWN_LENGTH);
        assertThat(values(request, "Content-Length")).isEmpty();
    }

    /** It rewrites every path to a script, and tells the client's nowhere else. */
    @Test
    void phpFastcgiOfCaddyLeavesTheTarget() throws Exception {
        CgiRequest request = with(
                "REQUEST_URI", "/app/a%2Fb?q",
                "SCRIPT_NAME", "/index.php",
                "SCRIPT_FILENAME", "/srv/app/index.php",
                "DOCUMENT_URI", "/index.php",
                "PATH_INFO", "");

        assertThat(request.target()).isEqualTo("/app/a%2Fb?q");
    }

    @Test
    void caddyTellsNoLocalAddress() throws Exception {
        CgiRequest request = recorded("caddy-plain-query");

        assertThat(request.localAddr()).isNull();
        assertThat(request.localPort()).isZero();
        assertThat(request.remoteAddr()).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"apache-pp-root", "fcgid-location", "nginx-root", "lighttpd-root", "haproxy-plain", "caddy-plain"
            })
    void nobodyIsAskedToContinueTwice(String configuration) throws Exception {
        CgiRequest request = recorded(configuration + "-expect");

        assertThat(values(request, "Expect")).isEmpty();
        assertThat(request.contentLength()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"putempty", "postnolen"})
    void aBodyWithoutATypeIsNoFormBehindCaddy(String requestCase) throws Exception {
        assertThat(values(recorded("caddy-plain-" + requestCase), "Content-Type"))
                .isEmpty();
        assertThat(values(recorded("caddy-plain-form"), "Content-Type"))
                .containsExactly("application/x-www-form-urlencoded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"apache-pp-root", "nginx-root", "lighttpd-root", "haproxy-plain", "caddy-plain", "h2o-plain"})
    void valuesAreOctetsWhateverTheyMean(String configuration) throws Exception {
        assertThat(values(recorded(configuration + "-headers"), "X-Utf")).containsExactly("\u00e4\u00bd\u00a0");
    }
}
