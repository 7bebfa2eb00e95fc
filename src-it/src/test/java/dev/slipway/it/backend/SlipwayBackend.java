// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.backend;

import dev.slipway.it.process.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Slipway as users start it: the launcher of the build with one listener. */
public final class SlipwayBackend extends Backend {
    private final String listen;
    private final String address;
    private final Duration idleTimeout;
    private final List<String> options;

    private SlipwayBackend(Path directory, String listen, String address, Duration idleTimeout, String... options) {
        super("slipway", directory);
        this.listen = listen;
        this.address = address;
        this.idleTimeout = idleTimeout;
        this.options = List.of(options);
    }

    /** @param options of {@code slipway run}, beside the usual ones */
    public static SlipwayBackend tcp(Path directory, Duration idleTimeout, String... options) throws IOException {
        int port = Ports.free();
        return new SlipwayBackend(directory, "tcp:127.0.0.1:" + port, "127.0.0.1:" + port, idleTimeout, options);
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
        List<String> usual = List.of(
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
                "5");
        return Stream.of(usual, options, List.of(Workplace.sampleWar().toString()))
                .flatMap(List::stream)
                .toList();
    }
}
