// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A directory of applications. */
record WebappsDirectory(Path path) {
    static WebappsDirectory parse(String text) {
        try {
            Path path = Path.of(text).toAbsolutePath().normalize();
            if (!Files.isDirectory(path) || !Files.isReadable(path)) {
                throw new IllegalArgumentException("'" + text + "' is no directory that can be read");
            }
            return new WebappsDirectory(path);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + text + "' is not a path: " + e.getReason(), e);
        }
    }
}
