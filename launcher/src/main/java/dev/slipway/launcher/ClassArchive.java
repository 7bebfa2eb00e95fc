// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The archive of classes (AppCDS; from Java 25 on an AOT cache, JEP 514) that later starts are faster with. The start script
 * names it if it is not there; then another JVM, which serves a small application of its own to itself, makes it while this
 * one serves.
 *
 * <p>It appears by a rename, so that no start sees half of one; of two that are made at once the last remains. What goes wrong
 * is no reason to disturb anybody: then the next start tries again.
 */
final class ClassArchive implements AutoCloseable {
    private static final String FILE = "slipway.archive";

    /** From this version on Java keeps what it has linked and initialized, too: a start takes 0.2 s less with it. */
    private static final int FIRST_WITH_AOT_CACHE = 25;

    /** What Java puts behind the name of an AOT cache while it makes it, in another process. */
    private static final String AOT_CONFIGURATION = ".config";

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
                            option() + unfinished,
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

    private static String option() {
        return Runtime.version().feature() < FIRST_WITH_AOT_CACHE ? "-XX:ArchiveClassesAtExit=" : "-XX:AOTCacheOutput=";
    }

    private void end(int exitCode, Path file) {
        try {
            if (exitCode == 0 && Files.exists(unfinished)) {
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.deleteIfExists(unfinished);
            Files.deleteIfExists(configuration());
        } catch (IOException e) {
            unfinished.toFile().deleteOnExit();
        }
    }

    private Path configuration() {
        return unfinished.resolveSibling(unfinished.getFileName() + AOT_CONFIGURATION);
    }

    /** Ends it, finished or not. */
    @Override
    public void close() {
        List<ProcessHandle> helpers = training.descendants().toList();
        training.destroyForcibly().onExit().join();
        helpers.forEach(ProcessHandle::destroyForcibly);
        unfinished.toFile().delete();
        configuration().toFile().delete();
    }
}
