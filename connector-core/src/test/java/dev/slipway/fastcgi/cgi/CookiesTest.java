// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookiesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "a=1; b=2, c=3 > a=1; b=2; c=3",
                "a=1, b=2, c=3 > a=1; b=2; c=3",
                "a=, b=        > a=; b=",
                "a=\"x\", b=2  > a=\"x\"; b=2",
                "a=1, b!#$=2   > a=1; b!#$=2",
            })
    void aCommaBetweenCookiesBecomesASemicolon(String joined, String separated) {
        assertThat(Cookies.separated(joined)).isEqualTo(separated);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a=1",
                "a=1; b=2",
                "a=1,b=2",
                "a=1,2",
                "a=x, y",
                "a=\"x, b=2\"",
                "a=1, ",
                "a=1,",
                "a=1, =2",
                "a=1, b c=2",
                "a={\"k\":1,\"l\":2}"
            })
    void anyOtherCommaStays(String cookies) {
        assertThat(Cookies.separated(cookies)).isEqualTo(cookies);
    }
}
