// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.eclipse.jetty.http.UriCompliance;
import org.junit.jupiter.api.Test;

class UriCompliancesTest {
    @Test
    void aNameIsOneOfJettys() {
        assertThat(UriCompliances.parse("LEGACY")).isEqualTo(UriCompliance.LEGACY);
    }

    @Test
    void rulesCanBeAdded() {
        UriCompliance compliance = UriCompliances.parse("DEFAULT,AMBIGUOUS_PATH_SEPARATOR");

        assertThat(compliance.getAllowed()).containsOnly(UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR);
        assertThat(UriCompliances.allowsAmbiguousPaths(compliance)).isTrue();
        assertThat(UriCompliances.allowsAmbiguousPaths(UriCompliance.DEFAULT)).isFalse();
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UriCompliances.parse("STRICT"))
                .withMessageStartingWith("'STRICT' is not a URI compliance; write one of DEFAULT, ");
    }

    @Test
    void anUnknownRuleIsAnsweredWithTheRules() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UriCompliances.parse("DEFAULT,EVERYTHING"))
                .withMessageStartingWith("'DEFAULT,EVERYTHING' adds a rule that is not known; the rules are ")
                .withMessageContaining("AMBIGUOUS_PATH_SEPARATOR");
    }
}
