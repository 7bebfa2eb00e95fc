// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.util.IO;

/** A directory of this process alone, that ends with it. */
final class TemporaryDirectory implements AutoCloseable {
    private final Path path;

    private TemporaryDirectory(Path path) {
        this.path = path;
    }

    static TemporaryDirectory create() throws StartupException {
        try {
            return new TemporaryDirectory(Files.createTempDirectory("slipway-"));
        } catch (IOException e) {
            throw new StartupException(
                    "cannot make a temporary directory in " + System.getProperty("java.io.tmpdir")
                            + "; make room there, or choose another place with JAVA_OPTS=-Djava.io.tmpdir=DIRECTORY",
                    e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        IO.delete(path);
    }
}
