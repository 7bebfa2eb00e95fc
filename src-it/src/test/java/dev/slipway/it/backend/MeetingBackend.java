// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.backend;

import dev.slipway.it.process.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The connector with a handler that keeps requests until so many are there, and that tells the connector's own counters. */
public final class MeetingBackend extends Backend {
    private final int port = Ports.free();

    public MeetingBackend(Path directory) throws IOException {
        super("meeting", directory);
    }

    /** HOST:PORT. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    protected List<String> command() {
        return List.of(
                Workplace.javaTool("java"),
                "-cp",
                System.getProperty("java.class.path"),
                MeetingBackendMain.class.getName(),
                Integer.toString(port));
    }
}
