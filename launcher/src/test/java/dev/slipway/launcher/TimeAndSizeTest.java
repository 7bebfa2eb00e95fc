// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeAndSizeTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "65536, 65536", "64k, 65536", "1M, 1048576", "2g, 2147483648"})
    void sizesHaveUnitsOf1024(String text, long bytes) {
        assertThat(ByteSize.parse(text).bytes()).isEqualTo(bytes);
    }

    @Test
    void aSizeThatIsNoIntIsTheLargestOne() {
        assertThat(ByteSize.parse("999999999999g").asInt()).isEqualTo(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k", "64kb", "-1", "1.5m", "64 k"})
    void otherSizesAreExplained(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteSize.parse(text))
                .withMessage("'" + text + "' is not a number of bytes; write 65536, 64k, 1m or the like");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "30, 30000", "30s, 30000", "500ms, 500", "5m, 300000", "1h, 3600000"})
    void timesAreSecondsUnlessTheyHaveAUnit(String text, long milliseconds) {
        assertThat(Time.parse(text)).isEqualTo(Duration.ofMillis(milliseconds));
    }
}
