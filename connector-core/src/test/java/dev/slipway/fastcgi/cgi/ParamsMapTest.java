// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.request.Params;
import dev.slipway.fastcgi.testkit.Pairs;
import org.junit.jupiter.api.Test;

class ParamsMapTest {
    @Test
    void hasAllParametersInOrderAndTheLastOfADuplicate() throws ConnectionException {
        ParamsMap map = map("B", "1", "A", "2", "proxy-nokeepalive", "1", "B", "3", "EMPTY", "");

        assertThat(map).hasSize(4).containsEntry("B", "3").containsEntry("EMPTY", "");
        assertThat(map.keySet()).containsExactly("B", "A", "proxy-nokeepalive", "EMPTY");
        assertThat(map.get("C")).isNull();
        assertThat(map.containsKey("C")).isFalse();
        assertThat(map.get(1)).isNull();
    }

    @Test
    void r38_readsVariablesAsUtf8AndHeaderFieldsAsOctets() throws ConnectionException {
        ParamsMap map = map("PATH_INFO", "/\u00c3\u00a9", "HTTP_X", "\u00c3\u00a9");

        assertThat(map).containsEntry("PATH_INFO", "/\u00e9").containsEntry("HTTP_X", "\u00c3\u00a9");
    }

    @Test
    void r21_hidesPasswordsAndHttpoxy() throws ConnectionException {
        assertThat(map("AUTH_PASSWORD", "secret", "REMOTE_PASSWD", "secret", "HTTP_PROXY", "evil", "A", "1"))
                .containsOnlyKeys("A");
    }

    @Test
    void cannotBeChangedAndShowsNoValues() throws ConnectionException {
        ParamsMap map = map("A", "secret");

        assertThatThrownBy(() -> map.put("B", "1")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> map.entrySet().iterator().next().setValue("x"))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(map).hasToString("[A]");
    }

    private static ParamsMap map(String... namesAndValues) throws ConnectionException {
        byte[] block = Pairs.encode(namesAndValues);
        return new ParamsMap(Params.decode(block, block.length));
    }
}
