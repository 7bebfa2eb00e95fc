// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A running program of ours, seen from outside as its user sees it; gone when the test ends. */
final class Program implements AutoCloseable {
    /** The unpacked distribution. */
    static final Path HOME =
            Path.of(System.getProperty("slipway.home", "target/slipway")).toAbsolutePath();

    static final Path SLIPWAY = HOME.resolve("bin/slipway");

    private static final long DEADLINE_SECONDS = 60;
    private static final long GRACE_SECONDS = 5;

    final Lines out = new Lines();
    final Lines err = new Lines();
    private final Process process;

    private Program(Process process) {
        this.process = process;
        out.readFrom(process.getInputStream());
        err.readFrom(process.getErrorStream());
    }

    static Program slipway(String... arguments) throws IOException {
        return start(Path.of("."), Map.of(), SLIPWAY, arguments);
    }

    static Program start(Path directory, Map<String, String> environment, Path program, String... arguments)
            throws IOException {
        List<String> command = Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // Making the archive of classes takes a processor for some seconds: only the test of it does that.
        builder.environment().put("SLIPWAY_CACHE", "off");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new Program(process);
    }

    /** Sends SIGTERM; unlike {@link Process#destroy} it leaves the output readable. */
    Program terminate() {
        process.toHandle().destroy();
        return this;
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + DEADLINE_SECONDS + " s: " + process.info());
        }
        return process.exitValue();
    }

    /** All that it started and that still runs, itself not included. */
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /** Ends what still runs, kindly if that helps: killed, it would leave its files. */
    @Override
    public void close() {
        List<ProcessHandle> descendants = descendants();
        terminate();
        process.onExit()
                .orTimeout(GRACE_SECONDS, TimeUnit.SECONDS)
                .exceptionally(tooLate -> process.destroyForcibly())
                .join();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }
}
