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
    void anAbstractNameIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnixAddress.parse("unix:@app"))
                .withMessage("'unix:@app' is an abstract name, which Java cannot bind and no file mode protects; write"
                        + " unix:PATH, or unix:./@app for a file of that name");
        assertThat(UnixAddress.parse("unix:./@app").path())
                .isEqualTo(Path.of("@app").toAbsolutePath());
    }

    @Test
    void usersGroupsAndTheBacklogFollowToo() {
        UnixAddress address = UnixAddress.parse("unix:/s?allowedUids=root,54321&allowedGids=4242&backlog=7");

        assertThat(address.access().users().orElseThrow().toString().split(", "))
                .containsExactlyInAnyOrder("user root", "user 54321", "group 4242");
        assertThat(address.backlog()).isEqualTo(7);
        assertThat(UnixAddress.parse("unix:/s").backlog()).isEqualTo(1024);
        assertThat(UnixAddress.parse("unix:/s?allowedGids=4242").access().users())
                .hasToString("Optional[group 4242]");
    }

    @Test
    void anUnknownUserIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnixAddress.parse("unix:/s?allowedUids=no-such-user"))
                .withMessage("allowedUids in 'unix:/s?allowedUids=no-such-user': there is no user 'no-such-user'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "1000000", ""})
    void aBacklogThatIsNoNumberOfConnectionsIsRefused(String backlog) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnixAddress.parse("unix:/s?backlog=" + backlog))
                .withMessage("backlog in 'unix:/s?backlog=" + backlog + "': '" + backlog
                        + "' is not a number of connections; write 1 to 999999");
    }

    @Test
    void anOptionThatIsThereTwiceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnixAddress.parse("unix:/s?mode=0600&mode=0666"))
                .withMessage("'unix:/s?mode=0600&mode=0666' has the option mode twice");
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
    @ValueSource(strings = {"", "mod=0660", "mode", "=0660", "allowedClients=::1"})
    void anUnknownOptionIsAnsweredWithThoseThereAre(String option) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnixAddress.parse("unix:/s?" + option))
                .withMessage("'" + option + "' in 'unix:/s?" + option + "' is not an option of this address; write"
                        + " NAME=VALUE, separated by '&', with the names mode, owner, group, backlog, allowedUids,"
                        + " allowedGids, secretFile, secretParam");
    }
}
