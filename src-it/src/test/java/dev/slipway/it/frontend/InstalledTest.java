// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InstalledTest {
    private static final String ADVICE = "install the package example";

    @Test
    void program_is_found_in_a_directory_of_the_path() {
        assertThat(Installed.program(ADVICE, "no-such-program", "sh")).isExecutable();
    }

    @Test
    void missing_program_is_a_failure_that_says_what_to_install() {
        assertThatThrownBy(() -> Installed.program(ADVICE, "no-such-program"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("none of the programs [no-such-program] is installed: install the package example");
    }

    @Test
    void missing_file_is_a_failure_that_says_what_to_install() {
        assertThatThrownBy(() -> Installed.file(ADVICE, "mod_example.so", "/no/such/directory"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("no mod_example.so in [/no/such/directory]: install the package example");
    }
}
