// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The archive of classes (AppCDS) that later starts are faster with. The start script names it if it is not there; then
 * another JVM, which serves a small application of its own to itself, makes it while this one serves.
 *
 * <p>It appears by a rename, so that no start sees half of one; of two that are made at once the last remains. What goes wrong
 * is no reason to disturb anybody: then the next start tries again.
 */
final class ClassArchive implements AutoCloseable {
    private static final String FILE = "slipway.archive";

    private final Process training;
    private final Path unfinished;

    private ClassArchive(Process training, Path unfinished) {
        this.training = training;
        this.unfinished = unfinished;
    }

    /** Begins to make the archive, if the start script has asked for it and its directory can be written. */
    static Optional<ClassArchive> begin() {
        return Optional.ofNullable(System.getProperty(FILE)).flatMap(file -> begin(Path.of(file)));
    }

    private static Optional<ClassArchive> begin(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Path unfinished = file.resolveSibling(
                    file.getFileName() + "." + ProcessHandle.current().pid());
            if (!Files.isWritable(file.getParent())) {
                return Optional.empty();
            }
            ProcessBuilder builder = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:ArchiveClassesAtExit=" + unfinished,
                            "-cp",
                            System.getProperty("java.class.path"),
                            ClassArchiveTraining.class.getName()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            Process training = builder.start();
            training.getOutputStream().close();
            ClassArchive archive = new ClassArchive(training, unfinished);
            training.onExit().thenAccept(ended -> archive.end(ended.exitValue(), file));
            return Optional.of(archive);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void end(int exitCode, Path file) {
        try {
            if (exitCode == 0 && Files.exists(unfinished)) {
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            unfinished.toFile().deleteOnExit();
        }
    }

    /** Ends it, finished or not. */
    @Override
    public void close() {
        training.destroyForcibly().onExit().join();
        unfinished.toFile().delete();
    }
}
