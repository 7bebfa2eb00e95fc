// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.List;
import jdk.net.UnixDomainPrincipal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "users and groups are POSIX")
class AllowedUsersTest {
    private static UnixDomainPrincipal process(String user, String group) throws IOException {
        UserPrincipalLookupService principals = FileSystems.getDefault().getUserPrincipalLookupService();
        return new UnixDomainPrincipal(
                principals.lookupPrincipalByName(user), principals.lookupPrincipalByGroupName(group));
    }

    @Test
    void aUserIsKnownByNameAndByUid() throws IOException {
        for (String root : List.of("root", "0")) {
            AllowedUsers allowed = AllowedUsers.of(List.of(root, "54321"), List.of());

            assertThat(allowed.contains(process("root", "4242"))).isTrue();
            assertThat(allowed.contains(process("0", "4242"))).isTrue();
            assertThat(allowed.contains(process("54321", "4242"))).isTrue();
            assertThat(allowed.contains(process("54322", "0"))).isFalse();
        }
    }

    @Test
    void oneOfTheGroupsIsEnough() throws IOException {
        AllowedUsers allowed = AllowedUsers.of(List.of("54321"), List.of("4242"));

        assertThat(allowed.contains(process("54322", "4242"))).isTrue();
        assertThat(allowed.contains(process("54321", "4243"))).isTrue();
        assertThat(allowed.contains(process("54322", "4243"))).isFalse();
        assertThat(allowed.contains(process("4242", "54321"))).isFalse();
    }

    @Test
    void anUnknownNameIsTold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllowedUsers.of(List.of("no-such-user"), List.of()))
                .withMessage("there is no user 'no-such-user'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllowedUsers.of(List.of(), List.of("no-such-group")))
                .withMessage("there is no group 'no-such-group'");
    }
}
