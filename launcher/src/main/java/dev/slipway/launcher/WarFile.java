// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A file or directory that can be a web application, by what its outside shows. */
record WarFile(Path path) {
    /** What a ZIP archive with at least one entry begins with: {@code PK\3\4}. */
    private static final int LOCAL_FILE_HEADER = 0x504B0304;

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
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            if (Files.size(file) < Integer.BYTES || in.readInt() != LOCAL_FILE_HEADER) {
                throw new IllegalArgumentException(file + " is not a WAR (not a ZIP archive)");
            }
        }
    }
}
