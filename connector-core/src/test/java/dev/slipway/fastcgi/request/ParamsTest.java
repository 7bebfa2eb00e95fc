// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fastcgi.Hex;
import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.testkit.Pairs;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ParamsTest {
    @Test
    void keepsOrderAndDuplicates() throws ConnectionException {
        Params params = decode(Pairs.encode("B", "2", "A", "1", "B", "3", "", ""));

        assertThat(params.size()).isEqualTo(4);
        assertThat(params.name(0) + params.name(1) + params.name(2) + params.name(3))
                .isEqualTo("BAB");
        assertThat(params.value(0) + params.value(1) + params.value(2) + params.value(3))
                .isEqualTo("213");
    }

    @Test
    void leavesOutAllPairsOfAName() throws ConnectionException {
        Params params = decode(Pairs.encode("A", "1", "AB", "2", "A", "3", "", "4", "B", "5", "A", ""));

        Params others = params.without("A");

        assertThat(others).hasToString("Params[AB(1), (1), B(1)]");
        assertThat(others.value(0) + others.value(1) + others.value(2)).isEqualTo("245");
        assertThat(params.size()).as("the object itself stays as it is").isEqualTo(6);
        assertThat(params.without("C")).isSameAs(params);
        assertThat(decode(Pairs.encode("A", "1")).without("A").size()).isZero();
    }

    @Test
    void hasAsManyPairsAsCome() throws ConnectionException {
        String[] pairs = new String[2 * 1000];
        for (int i = 0; i < 1000; i++) {
            pairs[2 * i] = "NAME" + i;
            pairs[2 * i + 1] = "value" + i;
        }
        Params params = decode(Pairs.encode(pairs));

        assertThat(params.size()).isEqualTo(1000);
        assertThat(params.name(999)).isEqualTo("NAME999");
        assertThat(params.value(999)).isEqualTo("value999");
        assertThat(decode(new byte[0]).size()).isZero();
    }

    @Test
    void turnsOctetsIntoTextWhenAsked() throws ConnectionException {
        Params params = decode(Hex.bytes("0106" + "58" + "e4bda0" + "c3a9" + "ff"));

        assertThat(params.value(0)).isEqualTo("\u00e4\u00bd\u00a0\u00c3\u00a9\u00ff");
        assertThat(params.value(0, StandardCharsets.UTF_8)).isEqualTo("\u4f60\u00e9\ufffd");
    }

    @Test
    void readsNoFurtherThanItsLength() throws ConnectionException {
        byte[] bytes = Hex.bytes("0101" + "4142" + "0101" + "4344");

        assertThat(Params.decode(bytes, 4).size()).isEqualTo(1);
        assertThatThrownBy(() -> Params.decode(bytes, 5)).isInstanceOf(ConnectionException.class);
    }

    @Test
    void doesNotShowValues() throws ConnectionException {
        assertThat(decode(Pairs.encode("REQUEST_METHOD", "GET", "HTTP_AUTHORIZATION", "Basic secret")))
                .hasToString("Params[REQUEST_METHOD(3), HTTP_AUTHORIZATION(12)]");
        assertThat(decode(new byte[0])).hasToString("Params[]");
    }

    private static Params decode(byte[] block) throws ConnectionException {
        return Params.decode(block, block.length);
    }
}
