// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.launcher.Options;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForeignNameTest {
    @ParameterizedTest
    @EnumSource
    void whatIsTakenForOursExists(ForeignName name) {
        Known known = new Known(Options.ofRun());
        if (name.kind() == ForeignName.Kind.SAME) {
            assertThat(known.isKnown(name.ours())).as(name.ours()).isTrue();
        }
        for (Map<String, String> ours : name.byValue().values()) {
            assertThat(ours.keySet()).allMatch(known::isKnown);
        }
        assertThat(known.isKnown(name.toString())).isFalse();
    }
}
