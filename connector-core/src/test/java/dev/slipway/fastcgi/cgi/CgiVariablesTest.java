// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.request.Params;
import dev.slipway.fastcgi.testkit.Pairs;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which variables count, and that none of them says two things. */
class CgiVariablesTest {
    @ParameterizedTest
    @EnumSource
    void r22_aVariableMayComeTwiceButNotWithTwoValues(CgiVariable variable) throws Exception {
        String name = variable.name();

        assertThat(of(name, "1", name, "1").get(variable)).isEqualTo("1");
        assertThatThrownBy(() -> of(name, "1", name, "12"))
                .isInstanceOf(BadRequestException.class)
                .hasMessage("The variable " + name + " has two different values.");
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyValueIsNoneAndContradictsNone(CgiVariable variable) throws Exception {
        String name = variable.name();

        assertThat(of(name, "").get(variable)).isNull();
        assertThat(of(name, "", name, "1").get(variable)).isEqualTo("1");
        assertThat(of(name, "1", name, "").get(variable)).isEqualTo("1");
        assertThatThrownBy(() -> of(name, "1", name, "", name, "2"))
                .as("nor does it make one forgotten")
                .isInstanceOf(BadRequestException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRIPT_FILENAME", "PATH_INFO", "QUERY_STRING", "request_uri", "REQUEST_URI2", ""})
    void aVariableThatIsNotReadMayBeAnything(String name) throws Exception {
        CgiVariables variables = of(TargetSource.REQUEST_URI, name, "a\r\n\0", "REQUEST_URI", "/", name, "b");

        assertThat(variables.get(CgiVariable.REQUEST_URI)).isEqualTo("/");
        assertThat(variables.headerFields().toList()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void r25_crLfAndNulAreRejectedInEveryVariable(CgiVariable variable) {
        assertControlCharactersAreRejected(variable.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_X", "HTTP_HOST", "HTTP_COOKIE", "HTTP_PROXY"})
    void r25_crLfAndNulAreRejectedInEveryField(String name) {
        assertControlCharactersAreRejected(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_X\r", "HTTP_X\nY", "HTTP_\0", "HTTP_X\r\nSET_COOKIE"})
    void r25_crLfAndNulAreRejectedInFieldNames(String name) {
        assertThatThrownBy(() -> of(name, "1"))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("control character");
    }

    @Test
    void r22_whatBeginsWithHttpIsAFieldAndNoVariable() throws Exception {
        CgiVariables variables = of("HTTP_HTTPS", "on", "HTTP_REQUEST_URI", "/", "HTTP_HTTP_X", "1");

        assertThat(variables.get(CgiVariable.HTTPS)).isNull();
        assertThat(variables.get(CgiVariable.REQUEST_URI)).isNull();
        assertThat(variables.headerFields().toList())
                .containsExactly(
                        new HeaderField("Https", "on"),
                        new HeaderField("Request-Uri", "/"),
                        new HeaderField("Http-X", "1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy-nokeepalive",
                "PATH",
                "http_x",
                "Http_X",
                "HTTP2",
                "HTTP",
                "HTTP_",
                "HTTPX_Y",
                "HTTP_X Y",
                "X_HTTP_Y",
                "SSL_PROTOCOL",
                "AUTH_PASSWORD",
                "REDIRECT_HTTP_AUTHORIZATION"
            })
    void whatDoesNotBeginWithHttpOrIsNoTokenBehindItIsNoField(String name) throws Exception {
        assertThat(of(name, "1").headerFields().toList()).isEmpty();
    }

    private static void assertControlCharactersAreRejected(String name) {
        for (String control : List.of("\r", "\n", "\0")) {
            assertThatThrownBy(() -> of(name, "ab" + control + "c"))
                    .isInstanceOf(BadRequestException.class)
                    .hasMessageEndingWith(" has the control character " + (int) control.charAt(0) + " at position 2.");
        }
    }

    /** With a source of targets to which the first variable matters, if there is one. */
    private static CgiVariables of(String... namesAndValues) throws BadRequestException, ConnectionException {
        CgiVariable first = CgiVariable.named(namesAndValues[0]);
        TargetSource targetSource = Arrays.stream(TargetSource.values())
                .filter(source -> first != null && source.uses(first))
                .findFirst()
                .orElse(TargetSource.REQUEST_URI);
        return of(targetSource, namesAndValues);
    }

    private static CgiVariables of(TargetSource targetSource, String... namesAndValues)
            throws BadRequestException, ConnectionException {
        byte[] block = Pairs.encode(namesAndValues);
        return CgiVariables.of(Params.decode(block, block.length), targetSource);
    }
}
