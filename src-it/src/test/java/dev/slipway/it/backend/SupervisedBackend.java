// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.backend;

import dev.slipway.it.process.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Slipway as systemd runs it with a socket unit: another program holds the listening socket, and starts Slipway again on it
 * when it has ended.
 */
public final class SupervisedBackend extends Backend {
    private final Path socket;
    private final String group;
    private final Path supervisor;

    /** @param group may connect; null is that of the one who runs the tests */
    public SupervisedBackend(Path directory, Path socket, String group) throws IOException {
        super("slipway", directory);
        this.socket = socket;
        this.group = group;
        supervisor = Files.writeString(
                directory.resolve("supervisor"), """
                #!/bin/sh
                exec 3<&0
                trap 'ended=yes; kill "$child"' TERM
                while [ -z "${ended:-}" ]; do
                    '%s' run '%s' <&3 3<&- &
                    child=$!
                    wait "$child"
                done
                wait
                """.formatted(Workplace.launcher(), Workplace.sampleWar()));
        if (!supervisor.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + supervisor + " executable");
        }
    }

    @Override
    protected List<String> command() {
        List<String> command = new ArrayList<>(List.of("spawn-fcgi", "-n", "-s", socket.toString(), "-M", "0660"));
        if (group != null) {
            command.addAll(List.of("-G", group));
        }
        command.addAll(List.of("--", supervisor.toString()));
        return command;
    }

    @Override
    public long pid() {
        return slipway().pid();
    }

    private ProcessHandle slipway() {
        return ProcessHandle.of(super.pid())
                .orElseThrow()
                .children()
                .findFirst()
                .orElseThrow();
    }

    /** Has Slipway end as {@code systemctl restart} does, and waits until its successor serves. */
    public void restartSlipway() throws IOException {
        long before = logLength();
        slipway().destroy();
        Await.until(() -> "the successor serves; see " + log(), START_LIMIT, () -> serving(before));
    }
}
