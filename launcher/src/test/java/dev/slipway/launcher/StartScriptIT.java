// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartScriptIT {
    @TempDir
    Path directory;

    @Test
    void itWorksThroughLinksFromAnotherDirectory() throws Exception {
        Path absolute = Files.createSymbolicLink(directory.resolve("absolute"), Program.SLIPWAY);
        Files.createDirectories(directory.resolve("a b/c"));
        Path relative = Files.createSymbolicLink(
                directory.resolve("a b/c/relative"),
                Path.of("../..", absolute.getFileName().toString()));

        assertStarts(Map.of(), relative);
    }

    @Test
    void itWorksInADirectoryWithASpace() throws Exception {
        Path home = directory.resolve("a b");
        copy(Program.HOME, home);

        assertStarts(Map.of(), home.resolve("bin/slipway"));
    }

    @Test
    void optionsForJavaArePassedOn() throws Exception {
        assertThat(errorsOf(Map.of("JAVA_OPTS", "-Done=1 -showversion"))).isNotEmpty();
        assertThat(errorsOf(Map.of("SLIPWAY_JAVA_OPTS", "-Done=1 -showversion")))
                .isNotEmpty();
        assertThat(errorsOf(Map.of("SLIPWAY_JAVA_OPTS", "-Done=1", "JAVA_OPTS", "-showversion")))
                .isEmpty();
    }

    private List<String> errorsOf(Map<String, String> environment) throws Exception {
        try (Program slipway = Program.start(directory, environment, Program.SLIPWAY, "--version")) {
            assertThat(slipway.exitCode()).isZero();
            return slipway.err.all();
        }
    }

    @Test
    void withoutJavaHomeItTakesTheJavaInThePath() throws Exception {
        String path = System.getProperty("java.home") + "/bin:" + System.getenv("PATH");

        assertStarts(Map.of("JAVA_HOME", "", "PATH", path), Program.SLIPWAY);
    }

    @Test
    void withoutAnyJavaItSaysWhatToDo() throws Exception {
        for (String tool : List.of("dirname", "readlink", "sed")) {
            Files.createSymbolicLink(directory.resolve(tool), Path.of("/usr/bin", tool));
        }

        assertFails(
                Map.of("JAVA_HOME", "", "PATH", directory.toString()),
                "slipway: no java in PATH; install Java 17 or later, or set JAVA_HOME");
    }

    @Test
    void aJavaHomeWithoutJavaIsNamed() throws Exception {
        assertFails(
                Map.of("JAVA_HOME", directory.toString()),
                "slipway: JAVA_HOME is " + directory + ", but there is no program " + directory
                        + "/bin/java; set JAVA_HOME to a JDK or JRE of version 17 or later, or unset it");
    }

    @Test
    void aJavaThatIsTooOldIsNamed() throws Exception {
        Path java = Files.createDirectory(directory.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nexit 99\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(directory.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");

        assertFails(
                Map.of("JAVA_HOME", directory.toString()),
                "slipway: " + java + " is Java 11.0.2; Slipway needs Java 17 or later: install it, or set JAVA_HOME to"
                        + " it");
    }

    private void assertStarts(Map<String, String> environment, Path script) throws Exception {
        try (Program slipway = Program.start(directory, environment, script, "--version")) {
            assertThat(slipway.exitCode()).isZero();
            assertThat(slipway.out.all().get(0)).startsWith("slipway ");
        }
    }

    private void assertFails(Map<String, String> environment, String sentence) throws Exception {
        try (Program slipway = Program.start(directory, environment, Program.SLIPWAY, "--version")) {
            assertThat(slipway.exitCode()).isEqualTo(1);
            assertThat(slipway.err.all()).containsExactly(sentence);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> sources = Files.walk(from)) {
            for (Path source : sources.toList()) {
                Files.copy(source, to.resolve(from.relativize(source)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
