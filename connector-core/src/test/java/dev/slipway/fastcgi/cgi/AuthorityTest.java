// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {
    @ParameterizedTest
    @CsvSource({
        "example.test,         example.test,  -1",
        "example.test:8443,    example.test,  8443",
        "example.test:,        example.test,  -1",
        "example.test:1,       example.test,  1",
        "example.test:00080,   example.test,  80",
        "example.test:65535,   example.test,  65535",
        "192.0.2.1:80,         192.0.2.1,     80",
        "[2001:db8::1],        [2001:db8::1], -1",
        "[2001:db8::1]:8080,   [2001:db8::1], 8080",
        "[2001:db8::1]:,       [2001:db8::1], -1",
        "[::ffff:192.0.2.1],   [::ffff:192.0.2.1], -1",
        "a_b.example,          a_b.example,   -1",
        "*.example.test,       *.example.test, -1",
        "xn--bcher-kva.test,   xn--bcher-kva.test, -1",
    })
    void isAHostAndPerhapsAPort(String text, String host, int port) throws BadRequestException {
        assertThat(Authority.parse("Host", text)).isEqualTo(new Authority(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":80",
                ":",
                "a:0",
                "a:65536",
                "a:100000",
                "a:-1",
                "a:+1",
                "a:x",
                "a: 80",
                "a:80 ",
                "a:80:80",
                "::1",
                "2001:db8::1",
                "[::1",
                "[",
                "[]",
                "[]:80",
                "]",
                "[::1]80",
                "[::1]x:80",
                "[::1]]",
                "[[::1]]",
                "a[b]",
                "a]",
                "user@a",
                "a/b",
                "a?b",
                "a#b",
                "a\\b",
                "a b",
                "a\tb",
                "a,b c",
                "<a>",
                "a\"b",
                "a^b",
                "a`b",
                "a{b}",
                "a|b",
                "a\u007f",
                "[a/b]",
                "[::1 ]"
            })
    void nothingElseIsOne(String text) {
        assertThatThrownBy(() -> Authority.parse("SERVER_NAME", text))
                .isInstanceOf(BadRequestException.class)
                .hasMessage("SERVER_NAME \"" + text + "\" is not a host with an optional port.");
    }

    @Test
    void aPortNumberThatIsNoneIsZero() {
        assertThat(Authority.portNumber("8080")).isEqualTo(8080);
        assertThat(Authority.portNumber("0")).isZero();
        assertThat(Authority.portNumber("65536")).isZero();
        assertThat(Authority.portNumber("")).isZero();
        assertThat(Authority.portNumber(null)).isZero();
        assertThat(Authority.portNumber("80a")).isZero();
        assertThat(Authority.portNumber("\u0661")).isZero();
    }
}
