// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import static dev.slipway.fastcgi.cgi.CgiRequests.from;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a request is from and what it is for cannot be changed by header fields, nor by files on the web server. */
class TrustRulesTest {
    private static final String[] REQUEST = {
        "REQUEST_METHOD", "GET",
        "REQUEST_URI", "/app/a",
        "REQUEST_SCHEME", "http",
        "HTTP_HOST", "a.test",
        "REMOTE_ADDR", "192.0.2.7",
        "REMOTE_PORT", "54321",
        "SERVER_ADDR", "192.0.2.1",
        "SERVER_PORT", "80"
    };

    private static CgiRequest withMore(String... namesAndValues) throws Exception {
        List<String> pairs = new ArrayList<>(List.of(REQUEST));
        pairs.addAll(List.of(namesAndValues));
        return from(pairs.toArray(String[]::new));
    }

    /** All but the fields. */
    private static CgiRequest bare(CgiRequest request) {
        return new CgiRequest(
                request.method(),
                request.target(),
                request.scheme(),
                request.host(),
                request.port(),
                request.protocol(),
                request.remoteAddr(),
                request.remotePort(),
                request.localAddr(),
                request.localPort(),
                request.tls(),
                request.remoteUser(),
                request.authType(),
                request.applicationPath(),
                request.contentLength(),
                request.stdinStops(),
                List.of());
    }

    @Test
    void r22_onlyWhatIsNoHeaderFieldIsTheWebServersWord() throws Exception {
        CgiRequest forged = withMore(
                "HTTP_REMOTE_ADDR", "203.0.113.9",
                "HTTP_REQUEST_URI", "/admin",
                "HTTP_REQUEST_METHOD", "DELETE",
                "HTTP_HTTPS", "on",
                "HTTP_SERVER_PORT", "443",
                "HTTP_SSL_CIPHER", "x",
                "HTTP_SCRIPT_NAME", "/admin");

        assertThat(bare(forged)).isEqualTo(bare(withMore()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP_X_FORWARDED_FOR",
                "HTTP_X_FORWARDED_PROTO",
                "HTTP_X_FORWARDED_HOST",
                "HTTP_X_FORWARDED_PORT",
                "HTTP_X_FORWARDED_SERVER",
                "HTTP_FORWARDED",
                "HTTP_X_REAL_IP",
                "HTTP_CLIENT_IP"
            })
    void r23_forwardedFieldsSayNothingAboutTheClient(String name) throws Exception {
        CgiRequest forged = withMore(name, "https");

        assertThat(bare(forged)).isEqualTo(bare(withMore()));
        assertThat(forged.fields()).as("but an application may read it").hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/srv/app/a",
                "proxy:fcgi://127.0.0.1:9000/other%20path",
                "proxy:balancer://app/../../etc/passwd?x",
                "proxy:unix:/run/app.sock|fcgi://localhost/",
                "\r\n\0"
            })
    void r28_scriptFilenameIsNotLookedAt(String value) throws Exception {
        assertThat(withMore("SCRIPT_FILENAME", value, "SCRIPT_FILENAME", "/second"))
                .isEqualTo(withMore());
    }
}
