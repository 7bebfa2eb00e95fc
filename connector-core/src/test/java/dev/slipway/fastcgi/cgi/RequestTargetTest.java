// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of a target; web servers send REQUEST_URI as it came. */
class RequestTargetTest {
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
    void originFormAndAsteriskStayAsTheClientWroteThem(String target) throws BadRequestException {
        assertThat(RequestTarget.parse("REQUEST_URI", target)).isEqualTo(new RequestTarget(null, target));
    }

    @ParameterizedTest
    @CsvSource({
        "http://other.test:99/app/abs?y=1, other.test:99, /app/abs?y=1",
        "https://example.test/app/h%2Fx?y=1, example.test, /app/h%2Fx?y=1",
        "http://other.test, other.test, /",
        "http://other.test?y=1, other.test, /?y=1",
        "http://other.test#y, other.test, /#y",
        "http://user@other.test/, user@other.test, /",
        "HTTP://OTHER.TEST/a, OTHER.TEST, /a",
        "http://[2001:db8::1]:80/a, [2001:db8::1]:80, /a",
        "http://other.test/a?u=http://b/c, other.test, /a?u=http://b/c",
        "http:///a, '', /a",
        "http://, '', /",
        "coap+tcp://other.test/a, other.test, /a",
        "a1+-.Zz://other.test/a, other.test, /a",
    })
    void theAbsoluteFormIsAnAuthorityAndAnOriginForm(String uri, String authority, String originForm)
            throws BadRequestException {
        assertThat(RequestTarget.parse("REQUEST_URI", uri)).isEqualTo(new RequestTarget(authority, originForm));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app",
                "**",
                "other.test:443",
                "?x",
                "app?u=http://h/admin",
                "://h/a",
                "1http://h/a",
                "+http://h/a",
                "a/b://h/c",
                "a_b://h/c",
                "\u00c3\u00a9://h/c"
            })
    void anyOtherFormIsRejected(String uri) {
        assertThatThrownBy(() -> RequestTarget.parse("REQUEST_URI", uri))
                .isInstanceOf(BadRequestException.class)
                .hasMessageMatching("REQUEST_URI \".*\" begins neither with / nor with a scheme\\.")
                .hasMessageContaining(uri.startsWith("\u00c3") ? "\u00e9://h/c" : uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/a b", "/a\tb", "/a\u0001", "/a\u007f", "/a\u001f", "/a\rb", "/a\nb", "/a\0b", "ht tp://h", "* "
            })
    void r26_aTargetWithAControlCharacterOrASpaceIsRejected(String uri) {
        int position = uri.startsWith("*") ? 1 : 2;
        assertThatThrownBy(() -> RequestTarget.parse("REQUEST_URI", uri))
                .isInstanceOf(BadRequestException.class)
                .hasMessage("REQUEST_URI has the character " + (int) uri.charAt(position) + " at position " + position
                        + ", which must be encoded.");
    }

    @Test
    void rawOctetsAreUtf8OrEachACharacter() throws BadRequestException {
        assertThat(RequestTarget.parse("REQUEST_URI", "/\u00c3\u00a9?\u00e4\u00bd\u00a0")
                        .originForm())
                .isEqualTo("/\u00e9?\u4f60");
        assertThat(RequestTarget.parse("REQUEST_URI", "/\u00e9").originForm()).isEqualTo("/\u00e9");
        assertThat(RequestTarget.parse("REQUEST_URI", "/\u00c3\u00a9\u00ff").originForm())
                .isEqualTo("/\u00c3\u00a9\u00ff");
    }
}
