// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarFileTest {
    @TempDir
    Path directory;

    @Test
    void anArchiveIsAWar() throws IOException {
        Path war = directory.resolve("app.war");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(war))) {
            out.putNextEntry(new ZipEntry("index.html"));
        }

        assertThat(WarFile.parse(war.toString()).path()).isEqualTo(war);
    }

    @Test
    void aDirectoryWithContentIsAWar() throws IOException {
        Files.createFile(directory.resolve("index.html"));

        assertThat(WarFile.parse(directory.toString()).path()).isEqualTo(directory);
    }

    @Test
    void anEmptyDirectoryIsNot() {
        assertRefused(directory, " is not a web application (the directory is empty)");
    }

    @Test
    void anEmptyArchiveIsNot() throws IOException {
        Path war = directory.resolve("app.war");
        new ZipOutputStream(Files.newOutputStream(war)).close();

        assertRefused(war, " is not a web application (the archive is empty)");
    }

    @Test
    void aFileOfAnotherKindIsNot() throws IOException {
        Path war = Files.writeString(directory.resolve("app.war"), "PK, it says");

        assertRefused(war, " is not a WAR (not a ZIP archive: ");
    }

    @Test
    void anArchiveThatWasCutOffIsNot() throws IOException {
        Path war = directory.resolve("app.war");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(war))) {
            out.putNextEntry(new ZipEntry("index.html"));
        }
        byte[] whole = Files.readAllBytes(war);
        Files.write(war, Arrays.copyOf(whole, whole.length - 10));

        assertRefused(war, " is not a WAR (not a ZIP archive: ");
    }

    @Test
    void whatDoesNotExistIsNamedWithItsWholePath() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WarFile.parse("no-such.war"))
                .withMessage(Path.of("no-such.war").toAbsolutePath() + " does not exist");
    }

    private static void assertRefused(Path war, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WarFile.parse(war.toString()))
                .withMessageStartingWith(war + reason);
    }
}
