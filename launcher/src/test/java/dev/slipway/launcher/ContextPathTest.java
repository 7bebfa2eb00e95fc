// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextPathTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/app", "/a/b"})
    void aPathBeginsWithASlash(String text) {
        assertThat(ContextPath.parse(text).value()).isEqualTo(text);
    }

    @Test
    void aPathWithoutTheFirstSlashIsAnsweredWithTheRightOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContextPath.parse("app"))
                .withMessage("'app' does not begin with '/'; write /app");
    }

    @Test
    void aPathWithALastSlashIsAnsweredWithTheRightOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContextPath.parse("/app/"))
                .withMessage("'/app/' ends with '/'; write /app");
    }
}
