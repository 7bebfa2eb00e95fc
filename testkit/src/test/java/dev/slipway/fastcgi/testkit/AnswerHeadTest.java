// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerHeadTest {
    @Test
    void takesTheStatusFromWhatIsThere() {
        assertThat(head("A: b\r\n\r\nbody").status()).isEqualTo(200);
        assertThat(head("Location: /x\n\n").status()).isEqualTo(302);
        assertThat(head("Location: /x\r\nStatus: 201\r\n\r\n").status()).isEqualTo(201);
        assertThat(head("\r\nbody")).isEqualTo(new AnswerHead(200, "", List.of(), 2));
    }

    @Test
    void keepsOrderAndDuplicates() {
        AnswerHead head = head("Set-Cookie: a\r\nX:  y z \r\nset-cookie: b\r\n\r\n");
        assertThat(head.values("SET-COOKIE")).containsExactly("a", "b");
        assertThat(head.values("X")).containsExactly("y z");
        assertThat(head.fields()).hasSize(3);
    }

    @Test
    void isNotThereBeforeTheEmptyLine() {
        assertThat(AnswerHead.parse(Octets.of("A: b\r\n\r"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no colon",
                ": v",
                "a b: v",
                " folded: v",
                "A: x\ry",
                "A: \0",
                "A : b",
                "Status: banana",
                "Status: 20",
                "Status: 200 OK\r\nStatus: 200 OK"
            })
    void rejectsMalformedLines(String lines) {
        assertThatThrownBy(() -> head(lines + "\r\n\r\n")).isInstanceOf(AssertionError.class);
    }

    private static AnswerHead head(String block) {
        return AnswerHead.parse(Octets.of(block)).orElseThrow();
    }
}
