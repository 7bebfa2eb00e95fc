// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.identity;

import dev.slipway.it.backend.DocumentedBackend;
import dev.slipway.it.backend.Workplace;
import dev.slipway.it.documentation.Documentation;
import dev.slipway.it.frontend.Account;
import java.io.IOException;
import java.nio.file.Path;

/** Slipway by a command of the documentation, in which only the names are replaced that depend on the machine. */
final class TrustingBackend {
    private TrustingBackend() {}

    /**
     * A backend, not yet started.
     *
     * @param command the name of the command
     * @param directory where its files are
     */
    static DocumentedBackend of(String command, Path directory, Path socket, Path application) throws IOException {
        return new DocumentedBackend(
                directory,
                directory,
                Documentation.command(command)
                        .replaceFirst(
                                "slipway-\\S+/bin/slipway", Workplace.launcher().toString())
                        .replace("/run/slipway.sock", socket.toString())
                        .replace("group=www-data", "group=" + Account.groupOfWebServers())
                        .replace("your.war", application.toString()));
    }
}
