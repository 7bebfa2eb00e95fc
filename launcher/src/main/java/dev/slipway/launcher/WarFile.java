// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A file or directory that can be a web application, by what its outside shows. */
record WarFile(Path path) {
    static WarFile parse(String text) {
        Path path;
        try {
            path = Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + text + "' is not a path: " + e.getReason());
        }
        if (!Files.exists(path)) {
            throw new IllegalArgumentException(path + " does not exist");
        }
        if (!Files.isReadable(path)) {
            throw new IllegalArgumentException(path + " cannot be read by " + System.getProperty("user.name"));
        }
        try {
            if (Files.isDirectory(path)) {
                checkDirectory(path);
            } else {
                checkArchive(path);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(path + " cannot be read: " + e);
        }
        return new WarFile(path);
    }

    private static void checkDirectory(Path directory) throws IOException {
        try (Stream<Path> content = Files.list(directory)) {
            if (content.findAny().isEmpty()) {
                throw new IllegalArgumentException(directory + " is not a web application (the directory is empty)");
            }
        }
    }

    private static void checkArchive(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(file + " is not a WAR (neither a file nor a directory)");
        }
        try (ZipFile archive = new ZipFile(file.toFile())) {
            if (archive.size() == 0) {
                throw new IllegalArgumentException(file + " is not a web application (the archive is empty)");
            }
        } catch (ZipException e) {
            throw new IllegalArgumentException(file + " is not a WAR (not a ZIP archive: " + e.getMessage() + ")");
        }
    }
}
