// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.backend;

import dev.slipway.it.process.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Slipway as users start it: the launcher of the build with one listener. */
public final class SlipwayBackend extends Backend {
    private final String listen;
    private final String address;
    private final Duration idleTimeout;

    private SlipwayBackend(Path directory, String listen, String address, Duration idleTimeout) {
        super("slipway", directory);
        this.listen = listen;
        this.address = address;
        this.idleTimeout = idleTimeout;
    }

    public static SlipwayBackend tcp(Path directory, Duration idleTimeout) throws IOException {
        int port = Ports.free();
        return new SlipwayBackend(directory, "tcp:127.0.0.1:" + port, "127.0.0.1:" + port, idleTimeout);
    }

    /** A socket that members of this group may connect to; null is the group of the one who runs the tests. */
    public static SlipwayBackend unix(Path directory, Path socket, String group, Duration idleTimeout) {
        String listen = "unix:" + socket + "?mode=0660" + (group == null ? "" : "&group=" + group);
        return new SlipwayBackend(directory, listen, socket.toString(), idleTimeout);
    }

    /** HOST:PORT, or the socket's path, as web servers' configurations want it. */
    public String address() {
        return address;
    }

    @Override
    protected List<String> command() {
        return List.of(
                Workplace.launcher().toString(),
                "run",
                "--listen",
                listen,
                "--context-path",
                Workplace.CONTEXT_PATH,
                "--uri-compliance",
                URI_COMPLIANCE,
                "--idle-timeout",
                Long.toString(idleTimeout.toSeconds()),
                "--drain-timeout",
                "5",
                Workplace.sampleWar().toString());
    }
}
