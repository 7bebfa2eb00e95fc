// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fastcgi.request.Params;
import dev.slipway.fastcgi.testkit.Pairs;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedAttributesTest {
    private static Map<String, String> of(String pattern, String... namesAndValues) throws Exception {
        return of(pattern, StandardCharsets.UTF_8, namesAndValues);
    }

    private static Map<String, String> of(String pattern, Charset charset, String... namesAndValues) throws Exception {
        byte[] block = Pairs.encode(namesAndValues);
        return new AllowedAttributes(Pattern.compile(pattern), charset).of(Params.decode(block, block.length));
    }

    @Test
    void areThoseWhoseWholeNameIsAllowed() throws Exception {
        assertThat(of(
                        "eppn|mail|Shib-.*",
                        "eppn",
                        "jane@example.test",
                        "email",
                        "no",
                        "mail2",
                        "no",
                        "Shib-Session-ID",
                        "_1",
                        "shib-x",
                        "no",
                        "mail",
                        ""))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("eppn", "jane@example.test", "Shib-Session-ID", "_1", "mail", ""));
    }

    @Test
    void haveTheCharsetThatWasSet() throws Exception {
        assertThat(of("sn", "sn", "\u00c3\u00a9")).containsEntry("sn", "\u00e9");
        assertThat(of("sn", StandardCharsets.ISO_8859_1, "sn", "\u00e9")).containsEntry("sn", "\u00e9");
        assertThat(of("sn", "sn", "\u00e9")).containsEntry("sn", "\ufffd");
    }

    @Test
    void losesAjpsPrefixAndPrefersWhatHadIt() throws Exception {
        assertThat(of("eppn|mail", "AJP_eppn", "jane", "eppn", "joe", "mail", "m", "AJP_sn", "no"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("eppn", "jane", "mail", "m"));
        assertThat(of("eppn", "eppn", "joe", "AJP_eppn", "jane")).containsEntry("eppn", "jane");
    }

    @Test
    void areNotWhatAjpNeedsForItself() throws Exception {
        assertThat(of(".*", "AJP_REMOTE_PORT", "1", "AJP_LOCAL_ADDR", "::1", "AJP_SSL_PROTOCOL", "TLSv1.3"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jakarta.servlet.include.request_uri",
                "javax.servlet.include.servlet_path",
                "java.lang.x",
                "org.eclipse.jetty.server.newSessionId",
                "org.eclipse.jetty.io.Endpoint.SslSessionData",
                "dev.slipway.fastcgi.user"
            })
    void r20_areNeverReservedNames(String name) throws Exception {
        assertThat(of(".*", name, "x", "AJP_" + name, "x")).isEmpty();
        assertThat(of(Pattern.quote(name), name, "x", "AJP_" + name, "x")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_EPPN", "HTTP_PROXY", "HTTP_AJP_eppn"})
    void r22_areNeverHeaderFields(String name) throws Exception {
        assertThat(of(".*", name, "x")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTH_PASSWORD", "REMOTE_PASSWD", "REDIRECT_REMOTE_PASSWD"})
    void areNeverPasswords(String name) throws Exception {
        assertThat(of(".*", name, "secret", "AJP_" + name, "secret")).isEmpty();
    }

    @Test
    void r22_haveOneValue() throws Exception {
        assertThat(of("eppn", "eppn", "jane", "eppn", "jane")).containsEntry("eppn", "jane");
        assertThatThrownBy(() -> of("eppn", "eppn", "jane", "eppn", "joe"))
                .isInstanceOf(BadRequestException.class)
                .hasMessage("The variable eppn has two different values.");
        assertThat(of("eppn", "sn", "jane", "sn", "joe")).isEmpty();
    }
}
