// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnixAddressTest {
    @Test
    void aPathAloneIsForOwnerAndGroup() {
        UnixAddress address = UnixAddress.parse("unix:/run/app.sock");

        assertThat(address.path()).isEqualTo(Path.of("/run/app.sock"));
        assertThat(PosixFilePermissions.toString(address.mode())).isEqualTo("rw-rw----");
        assertThat(address.owner()).isEmpty();
        assertThat(address.group()).isEmpty();
        assertThat(address).hasToString("unix:/run/app.sock");
    }

    @Test
    void modeOwnerAndGroupFollowAQuestionMark() {
        UnixAddress address = UnixAddress.parse("unix:/run/app.sock?mode=0606&owner=jane&group=web");

        assertThat(PosixFilePermissions.toString(address.mode())).isEqualTo("rw----rw-");
        assertThat(address.owner()).contains("jane");
        assertThat(address.group()).contains("web");
    }

    @Test
    void aRelativePathBecomesAbsolute() {
        assertThat(UnixAddress.parse("unix:run/../app.sock").path())
                .isEqualTo(Path.of("app.sock").toAbsolutePath());
    }

    @Test
    void thePathMayHave107BytesAndNotMore() {
        String longest = "/" + "x".repeat(106);

        assertThat(UnixAddress.parse("unix:" + longest).path()).isEqualTo(Path.of(longest));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnixAddress.parse("unix:" + longest + "x"))
                .withMessage("the path " + longest + "x has 108 bytes; a Unix socket's path can have at most 107");
    }

    @Test
    void anEmptyPathIsAnsweredWithAnExample() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnixAddress.parse("unix:"))
                .withMessage("'unix:' has no path; write unix:PATH, as in unix:/run/app.sock");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9", "rw-rw----", "0888", "01660"})
    void aModeThatIsNotOctalIsRefused(String mode) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnixAddress.parse("unix:/s?mode=" + mode))
                .withMessage("mode '" + mode + "' in 'unix:/s?mode=" + mode
                        + "' is not a file mode; write it in octal, as in 0660");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mod=0660", "mode", "=0660"})
    void anUnknownOptionIsAnsweredWithThoseThereAre(String option) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnixAddress.parse("unix:/s?" + option))
                .withMessage("'" + option + "' in 'unix:/s?" + option + "' is not an option of a Unix socket; write"
                        + " mode=0660, owner=USER or group=GROUP, separated by '&'");
    }
}
