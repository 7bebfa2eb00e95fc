// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import dev.slipway.fastcgi.benchmarks.load.Target;
import dev.slipway.fastcgi.benchmarks.load.WireProtocol;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server as a process of its own. It ends when its standard input does. */
final class RunningServer implements AutoCloseable {
    private static final String LISTENING = "listening ";

    private final Process process;
    private final ProcessFigures figures;
    private final Map<String, Target> targets = new HashMap<>();

    /** Starts the command and waits until it says where it listens; what else it says goes into the log. */
    RunningServer(List<String> command, Path log) throws IOException {
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        figures = new ProcessFigures(process.toHandle());
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        while (line != null && !line.startsWith(LISTENING)) {
            line = output.readLine();
        }
        if (line == null) {
            close();
            throw new IOException(command.get(0) + " ended before it listened; it said:\n" + Files.readString(log));
        }
        Arrays.stream(line.substring(LISTENING.length()).split(" ")).forEach(this::listener);
    }

    private void listener(String nameAndAddress) {
        int equals = nameAndAddress.indexOf('=');
        String name = nameAndAddress.substring(0, equals);
        String address = nameAndAddress.substring(equals + 1);
        targets.put(
                name,
                switch (name) {
                    case "unix" -> Target.of(WireProtocol.FASTCGI, "unix:" + address);
                    case "fcgi" -> Target.of(WireProtocol.FASTCGI, address);
                    case "http" -> Target.of(WireProtocol.HTTP, address);
                    case "ajp" -> Target.of(WireProtocol.AJP, address);
                    default -> throw new IllegalStateException("a listener " + name);
                });
    }

    Target target(String listener) {
        return targets.get(listener);
    }

    ProcessFigures figures() {
        return figures;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
    }
}
