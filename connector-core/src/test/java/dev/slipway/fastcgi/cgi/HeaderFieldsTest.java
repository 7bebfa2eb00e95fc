// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which header fields are kept, and what becomes of duplicates; names are those of variables without HTTP_. */
class HeaderFieldsTest {
    @ParameterizedTest
    @CsvSource({
        "ACCEPT_LANGUAGE, Accept-Language",
        "X_FORWARDED_FOR, X-Forwarded-For",
        "USER_AGENT, User-Agent",
        "X.DOT, X.dot",
        "X-CASE, X-Case",
        "x_lower, X-Lower",
        "A__B, A--B",
        "HTTP_X, Http-X",
        "X_9, X-9",
        "!#$%&'*+-.^_`|~, !#$%&'*+-.^-`|~",
    })
    void aFieldHasTheNameThatHttpWrites(String variable, String name) throws BadRequestException {
        assertThat(fields(variable, "v")).containsExactly(field(name, "v"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X Y", "X\tY", "X:", "X(Y)", "X/Y", "\"X\"", "X\u00e9", "X\u007f", "X@", "X[", "X,Y"})
    void aNameThatIsNoTokenIsIgnored(String variable) throws BadRequestException {
        assertThat(fields(variable, "1", "X_KEPT", "2")).containsExactly(field("X-Kept", "2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONNECTION", "CONTENT_LENGTH", "CONTENT_TYPE", "EXPECT", "HTTP2_SETTINGS", "KEEP_ALIVE", "PROXY",
                "PROXY_CONNECTION", "TE", "TRAILER", "TRANSFER_ENCODING", "UPGRADE", "Proxy", "TRANSFER-ENCODING"
            })
    void r21_fieldsOfTheConnectionAndHttpoxyAreDropped(String name) throws BadRequestException {
        assertThat(fields(name, "1", name, "2")).isEmpty();
    }

    @Test
    void r22_listValuedFieldsKeepAllTheirValuesInOrder() throws BadRequestException {
        assertThat(fields(
                        "X_DUP",
                        "1",
                        "ACCEPT",
                        "a",
                        "X_DUP",
                        "2",
                        "X_FORWARDED_FOR",
                        "203.0.113.9",
                        "X_FORWARDED_FOR",
                        "127.0.0.1"))
                .containsExactly(
                        field("X-Dup", "1"),
                        field("Accept", "a"),
                        field("X-Dup", "2"),
                        field("X-Forwarded-For", "203.0.113.9"),
                        field("X-Forwarded-For", "127.0.0.1"));
    }

    @ParameterizedTest
    @CsvSource({
        "AUTHORIZATION, Authorization",
        "FROM, From",
        "IF_MODIFIED_SINCE, If-Modified-Since",
        "IF_RANGE, If-Range",
        "IF_UNMODIFIED_SINCE, If-Unmodified-Since",
        "MAX_FORWARDS, Max-Forwards",
        "ORIGIN, Origin",
        "PROXY_AUTHORIZATION, Proxy-Authorization",
        "RANGE, Range",
        "REFERER, Referer",
        "USER_AGENT, User-Agent",
    })
    void r22_aSingleValuedFieldMayComeTwiceButNotWithTwoValues(String variable, String name)
            throws BadRequestException {
        assertThat(fields(variable, "1", variable, "1")).containsExactly(field(name, "1"));
        assertThatThrownBy(() -> fields(variable, "1", variable, "2"))
                .isInstanceOf(BadRequestException.class)
                .hasMessage("The header field " + name + " has two different values.");
    }

    @Test
    void valuesAreOctetsAndMayBeEmpty() throws BadRequestException {
        assertThat(fields("X_UTF", "\u00e4\u00bd\u00a0", "X_EMPTY", "", "X_TAB", "a\tb"))
                .containsExactly(field("X-Utf", "\u00e4\u00bd\u00a0"), field("X-Empty", ""), field("X-Tab", "a\tb"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X", "HOST", "COOKIE", "PROXY", "X Y"})
    void crLfAndNulAreRejectedInEveryValue(String name) {
        for (String control : List.of("\r", "\n", "\0")) {
            assertThatThrownBy(() -> fields(name, "ab" + control + "c"))
                    .isInstanceOf(BadRequestException.class)
                    .hasMessageEndingWith(" has the control character " + (int) control.charAt(0) + " at position 2.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X\r", "X\nY", "\0", "X\r\nSET_COOKIE"})
    void crLfAndNulAreRejectedInNames(String name) {
        assertThatThrownBy(() -> fields(name, "1"))
                .isInstanceOf(BadRequestException.class)
                .hasMessageMatching("The name of a header field has the control character \\d+ at position \\d\\.");
    }

    @Test
    void r22_hostIsFirstAndASecondOneIsAnOverrideOfTheWebServer() throws BadRequestException {
        assertThat(fields("X", "1", "HOST", "a.test", "HOST", "a.test:8443"))
                .containsExactly(field("Host", "a.test:8443"), field("X", "1"));
    }

    @Test
    void anEmptyHostOverridesNothing() throws BadRequestException {
        assertThat(fields("HOST", "a.test", "HOST", "")).containsExactly(field("Host", "a.test"));
        assertThat(fields("HOST", "")).isEmpty();
    }

    @Test
    void r22_cookiesAreOneField() throws BadRequestException {
        assertThat(fields("COOKIE", "a=1; b=2", "X", "1", "COOKIE", "c=3"))
                .containsExactly(field("Cookie", "a=1; b=2; c=3"), field("X", "1"));
        assertThat(fields("COOKIE", "a=1; b=2, c=3")).containsExactly(field("Cookie", "a=1; b=2; c=3"));
    }

    @Test
    void anEmptyAuthorizationIsNone() throws BadRequestException {
        assertThat(fields("AUTHORIZATION", "")).isEmpty();
        assertThat(fields("AUTHORIZATION", "", "AUTHORIZATION", "Basic eA==", "AUTHORIZATION", ""))
                .containsExactly(field("Authorization", "Basic eA=="));
    }

    @Test
    void aFieldIsAddedOnlyIfItHasAValueAndThereIsNoneOfItsName() throws BadRequestException {
        var fields = new HeaderFields();
        fields.add("X_A", "1");
        fields.addIfAbsent("x-a", "2");
        fields.addIfAbsent("X-B", null);
        fields.addIfAbsent("X-C", "3");

        assertThat(fields.toList()).containsExactly(field("X-A", "1"), field("X-C", "3"));
    }

    @Test
    void theListCannotBeChanged() throws BadRequestException {
        List<HeaderField> fields = fields("X", "1");

        assertThatThrownBy(() -> fields.add(field("Y", "2"))).isInstanceOf(UnsupportedOperationException.class);
    }

    private static HeaderField field(String name, String value) {
        return new HeaderField(name, value);
    }

    private static List<HeaderField> fields(String... namesAndValues) throws BadRequestException {
        var fields = new HeaderFields();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields.toList();
    }
}
