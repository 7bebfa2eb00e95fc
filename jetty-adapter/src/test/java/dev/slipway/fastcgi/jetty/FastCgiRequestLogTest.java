// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FastCgiRequestLogTest {
    private static String formatOf(String format) {
        return new FastCgiRequestLog(line -> {}, format).getFormatString();
    }

    @ParameterizedTest
    @CsvSource({
        "%{NAME}e, %{dev.slipway.fastcgi.params/NAME}attr",
        "%404{NAME}e, %404{dev.slipway.fastcgi.params/NAME}attr",
        "'%!200,304{NAME}e', '%!200,304{dev.slipway.fastcgi.params/NAME}attr'",
        "a%{NAME}e b, a%{dev.slipway.fastcgi.params/NAME}attr b",
        "%%{NAME}e, %%{NAME}e",
        "%{NAME}i %m, %{NAME}i %m"
    })
    void variablesAreAttributesOfTheMap(String format, String expected) {
        assertThat(formatOf(format)).isEqualTo(expected);
    }

    @Test
    void otherCodesAreCheckedByJetty() {
        assertThatIllegalArgumentException().isThrownBy(() -> formatOf("%Z"));
    }
}
