// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PairsTest {
    @ParameterizedTest
    @CsvSource({"0,00", "127,7f", "128,80000080", "65536,80010000", "2147483647,ffffffff"})
    void encodesLengths(int length, String hex) {
        assertThat(HexFormat.of().formatHex(Pairs.encodeLength(length))).isEqualTo(hex);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 32768, 65536})
    void decodesWhatItEncodes(int valueLength) {
        Map<String, String> pairs = Map.of("NAME", "v".repeat(valueLength));
        assertThat(Pairs.decode(Pairs.encode(pairs))).isEqualTo(pairs);
    }

    @Test
    void decodesLongFormsOfShortLengths() {
        assertThat(Pairs.decode(HexFormat.of().parseHex("8000000180000001" + "4162")))
                .isEqualTo(Map.of("A", "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "0101", "010141", "800000", "ffffffffffffffff", "010141620101417a"})
    void failsOnCutAndRepeatedPairs(String hex) {
        assertThatThrownBy(() -> Pairs.decode(HexFormat.of().parseHex(hex))).isInstanceOf(AssertionError.class);
    }
}
