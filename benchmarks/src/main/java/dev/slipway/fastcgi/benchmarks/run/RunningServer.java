// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import dev.slipway.fastcgi.benchmarks.load.Target;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server as a process of its own, with what it has started. */
final class RunningServer implements AutoCloseable {
    private static final String LISTENING = "listening ";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(5);

    private final Process process;
    private final ProcessFigures figures;
    private final Map<String, Target> targets = new HashMap<>();

    private RunningServer(ProcessBuilder builder, Path log) throws IOException {
        process = builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        figures = new ProcessFigures(process.toHandle());
        // Nothing is left of a run that is broken off.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    }

    /** Starts one of ours and waits until it says where it listens; it ends with its standard input too. */
    static RunningServer announced(List<String> command, Path log) throws IOException {
        RunningServer server = new RunningServer(new ProcessBuilder(command), log);
        BufferedReader output = server.process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        while (line != null && !line.startsWith(LISTENING)) {
            line = output.readLine();
        }
        if (line == null) {
            throw server.ended(command, log);
        }
        for (String listener : line.substring(LISTENING.length()).split(" ")) {
            String name = listener.substring(0, listener.indexOf('='));
            String address = listener.substring(name.length() + 1);
            server.targets.put(
                    name, Target.of(Contender.protocol(name), name.equals("unix") ? "unix:" + address : address));
        }
        return server;
    }

    /** Starts one that listens where its configuration says, and waits until it does. */
    static RunningServer at(List<String> command, Path log, String listener, Target target) throws IOException {
        RunningServer server =
                new RunningServer(new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD), log);
        server.targets.put(listener, target);
        long deadline = System.nanoTime() + START.toNanos();
        while (!listens(target)) {
            if (!server.process.isAlive() || System.nanoTime() > deadline) {
                throw server.ended(command, log);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        return server;
    }

    private static boolean listens(Target target) {
        try (SocketChannel probe = SocketChannel.open(target.address())) {
            return probe.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private IOException ended(List<String> command, Path log) throws IOException {
        close();
        return new IOException(String.join(" ", command) + " does not listen; it said:\n"
                + Files.readString(log).strip());
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
        process.destroy();
        try {
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
    }
}
