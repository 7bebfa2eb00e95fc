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
        assertThat(relativeFiles(Program.HOME.resolve("lib"))).allMatch(name -> name.endsWith(".jar"));
        assertThat(Program.SLIPWAY).isExecutable();
    }

    @Test
    void eachEnvironmentHasItsOwnServletApiAndNothingTwice() throws IOException {
        List<String> jars = relativeFiles(Program.HOME.resolve("lib"));

        assertThat(jars)
                .filteredOn(name -> name.contains("servlet-api"))
                .containsExactlyInAnyOrder(
                        "ee8/jetty-servlet-api-4.0.9.jar",
                        "ee9/jetty-jakarta-servlet-api-5.0.2.jar",
                        "ee10/jakarta.servlet-api-6.0.0.jar",
                        "ee11/jakarta.servlet-api-6.1.0.jar");
        for (String environment : List.of("ee8", "ee9", "ee10", "ee11")) {
            List<String> seen = jars.stream()
                    .filter(name -> !name.contains("/") || name.startsWith(environment + "/"))
                    .map(name -> name.replaceFirst(".*/", "").replaceFirst("-[0-9].*", ""))
                    .toList();
            assertThat(seen).as(environment).doesNotHaveDuplicates().contains("slipway-launcher", "jetty-server");
        }
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
