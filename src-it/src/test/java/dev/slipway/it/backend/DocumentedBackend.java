// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.backend;

import java.nio.file.Path;
import java.util.List;

/** Slipway as a command of the documentation starts it. */
public final class DocumentedBackend extends Backend {
    private final Path reader;
    private final String command;

    /**
     * @param directory where the log goes
     * @param reader where the reader of the documentation is
     * @param command for a shell
     */
    public DocumentedBackend(Path directory, Path reader, String command) {
        super("slipway", directory);
        this.reader = reader;
        this.command = command;
    }

    /** The shell makes room for the program, whose process is watched and stopped. */
    @Override
    protected List<String> command() {
        return List.of("sh", "-c", "cd \"$1\" && exec " + command, "sh", reader.toString());
    }
}
