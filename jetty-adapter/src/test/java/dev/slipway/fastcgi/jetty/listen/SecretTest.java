// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    private static final String VALUE = "0123456789abcdef";

    @TempDir
    Path directory;

    private Path file(String content) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {VALUE, VALUE + "\n", VALUE + "\r\nmore\n"})
    void itIsTheFirstLine(String content) throws IOException {
        Secret secret = Secret.read(file(content), Secret.PARAM);

        assertThat(secret.name()).isEqualTo("SLIPWAY_SECRET");
        assertThat(secret.toString()).doesNotContain(VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n" + VALUE, "0123456789abcde", "0123456789 abcdef", "0123456789abcdéf"})
    void anotherFirstLineIsRefusedWithoutShowingIt(String content) throws IOException {
        Path file = file(content);

        assertThatExceptionOfType(ListenException.class)
                .isThrownBy(() -> Secret.read(file, Secret.PARAM))
                .withMessage("the first line of " + file + " has to be a secret of 16 to 1024 visible ASCII characters;"
                        + " make one: openssl rand -hex 32 > " + file);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "file modes are POSIX")
    void aFileThatEverybodyCanReadIsRefused() throws IOException {
        Path file = file(VALUE);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatExceptionOfType(ListenException.class)
                .isThrownBy(() -> Secret.read(file, Secret.PARAM))
                .withMessage("everybody on this machine can read the secret in " + file + "; chmod o-r " + file);
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = directory.resolve("none");

        assertThatExceptionOfType(ListenException.class)
                .isThrownBy(() -> Secret.read(file, Secret.PARAM))
                .withMessage("the file " + file + " with the secret does not exist");
    }

    @Test
    void aHeaderFieldIsNoPlaceForIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Secret.checkName("HTTP_X_SECRET"))
                .withMessageStartingWith("'HTTP_X_SECRET' is a header field of the client's, which applications see");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9", "A-B", "A=B"})
    void aNameThatIsNoneIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Secret.checkName(name))
                .withMessageStartingWith("'" + name + "' is not the name of a parameter");
    }
}
