// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionIT {
    private static final String NAME = "slipway-" + System.getProperty("slipway.version");

    @TempDir
    Path directory;

    @Test
    void theUnpackedDirectoryHoldsTheProgramAndItsLicence() throws IOException {
        assertThat(relativeFiles(Program.HOME))
                .contains(
                        "bin/slipway",
                        "bin/slipway.bat",
                        "LICENSE",
                        "NOTICE",
                        "lib/slipway-launcher-" + System.getProperty("slipway.version") + ".jar");
        assertThat(Program.HOME.resolve("lib").toFile().list()).allMatch(name -> name.endsWith(".jar"));
        assertThat(Program.SLIPWAY).isExecutable();
    }

    @Test
    void theZipHoldsTheSameInOneDirectory() throws IOException {
        try (ZipFile zip = new ZipFile(archive(".zip").toFile())) {
            List<String> files = zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
            assertThat(files).allMatch(name -> name.startsWith(NAME + "/"));
            assertThat(files.stream().map(name -> name.substring(NAME.length() + 1)))
                    .containsExactlyInAnyOrderElementsOf(relativeFiles(Program.HOME));
        }
    }

    @Test
    void theTarHoldsTheSameInOneDirectory() throws Exception {
        Path tar = Path.of("/bin/tar");
        try (Program program = Program.start(
                directory, Map.of(), tar, "-xzf", archive(".tar.gz").toString())) {
            assertThat(program.exitCode()).isZero();
        }

        assertThat(directory.toFile().list()).containsExactly(NAME);
        assertThat(relativeFiles(directory.resolve(NAME)))
                .containsExactlyInAnyOrderElementsOf(relativeFiles(Program.HOME));
        assertThat(directory.resolve(NAME).resolve("bin/slipway")).isExecutable();
    }

    private static Path archive(String extension) {
        return Program.HOME.resolveSibling(NAME + extension);
    }

    private static List<String> relativeFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .toList();
        }
    }
}
