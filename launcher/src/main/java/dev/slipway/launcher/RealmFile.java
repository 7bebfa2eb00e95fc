// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import java.nio.file.Files;
import java.nio.file.Path;

/** A file of users in Jetty's format: {@code USER: PASSWORD, ROLE, ROLE}. */
record RealmFile(Path path) {
    static RealmFile parse(String text) {
        Path path = Path.of(text);
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new IllegalArgumentException("'" + text + "' is no file that can be read");
        }
        return new RealmFile(path.toAbsolutePath());
    }
}
