// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** The program runs on the Java that the tests run on. */
    private static final boolean AOT_CACHE = Runtime.version().feature() >= 25;

    @TempDir
    Path directory;

    private Path cache;
    private String application;

    @BeforeEach
    void write() throws IOException {
        cache = directory.resolve("cache");
        application = TestApplication.in(directory.resolve("app")).path().toString();
    }

    private Program start(String javaOptions) throws IOException {
        return Program.start(
                directory,
                Map.of("SLIPWAY_CACHE", cache.toString(), "SLIPWAY_JAVA_OPTS", javaOptions),
                Program.SLIPWAY,
                "run",
                "--listen",
                "tcp:127.0.0.1:0",
                application);
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(cache)) {
            return files.toList();
        } catch (IOException e) {
            return List.of(); // The directory is not there yet.
        }
    }

    private Path onlyFile() {
        assertThat(files()).hasSize(1);
        return files().get(0);
    }

    /** Ends it and gives what it has printed apart from its own lines. */
    private static List<String> otherLines(Program slipway) throws InterruptedException {
        assertThat(slipway.terminate().exitCode()).isZero();
        return Stream.concat(slipway.out.all().stream(), slipway.err.all().stream())
                .filter(line -> !line.matches("(slipway|serving|listening|stopping|stopped).*"))
                .toList();
    }

    @Test
    void theFirstStartMakesItAndTheNextOnesHaveIt() throws Exception {
        try (Program first = start("")) {
            first.out.beginning("listening on ");
            Await.until(
                    () -> files().stream().anyMatch(file -> file.toString().endsWith(AOT_CACHE ? ".aot" : ".jsa")),
                    PATIENCE,
                    "no archive of classes");
            assertThat(otherLines(first)).isEmpty();
        }
        Path archive = onlyFile();
        assertThat(archive).isNotEmptyFile();

        try (Program second = start("-Xlog:class+load:file=" + directory.resolve("loaded"))) {
            second.out.beginning("listening on ");
            assertThat(otherLines(second)).isEmpty();
        }
        assertThat(Files.readAllLines(directory.resolve("loaded")))
                .filteredOn(line -> line.contains(" org.eclipse.jetty.server.Server ")
                        || line.contains(" org.eclipse.jetty.ee11.webapp.WebAppContext "))
                .hasSize(2)
                .allMatch(line -> line.contains(AOT_CACHE ? "shared objects file" : "shared objects file (top)"));
        assertThat(onlyFile()).isEqualTo(archive);

        // What is no archive of this JVM is left alone, without a word.
        Files.delete(archive);
        Files.writeString(archive, "no archive");
        try (Program third = start("")) {
            third.out.beginning("listening on ");
            assertThat(otherLines(third)).isEmpty();
        }
    }

    @Test
    void anEndWhileItIsMadeLeavesNothing() throws Exception {
        try (Program slipway = start("")) {
            slipway.out.beginning("listening on ");
            Await.until(() -> !slipway.descendants().isEmpty(), PATIENCE, "nobody makes an archive");

            assertThat(otherLines(slipway)).isEmpty();
            assertThat(slipway.descendants()).isEmpty();
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void withoutAPlaceForItNothingIsDifferent() throws Exception {
        Files.createFile(cache); // not a directory, so that it cannot be written by root either
        try (Program slipway = start("")) {
            slipway.out.beginning("listening on ");
            assertThat(otherLines(slipway)).isEmpty();
        }
        assertThat(cache).isEmptyFile();
    }
}
