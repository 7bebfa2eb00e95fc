// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process started by a test: its output is kept in a file, and it is stopped by its id together with what it started. */
public final class ChildProcess implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final String name;
    private final Process process;
    private final Path output;

    private ChildProcess(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
    }

    public static ChildProcess start(
            String name, List<String> command, Map<String, String> environment, Path directory, Path output)
            throws IOException {
        Files.createDirectories(output.getParent());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        // Slipway would begin to make its archive of classes at each of the many starts.
        builder.environment().put("SLIPWAY_CACHE", "off");
        builder.environment().putAll(environment);
        return new ChildProcess(name, builder.start(), output);
    }

    /** Runs to the end and answers what was printed; for tools, not for servers. */
    public static String run(List<String> command, Path output) throws IOException {
        return run(command, output, Duration.ofSeconds(60));
    }

    /** The same for one that may take its time. */
    public static String run(List<String> command, Path output, Duration limit) throws IOException {
        Files.deleteIfExists(output);
        try (ChildProcess tool = start(command.get(0), command, Map.of(), output.getParent(), output)) {
            if (!tool.ended(limit)) {
                throw new IOException(String.join(" ", command) + ": not ended after " + limit.toSeconds() + " s");
            }
            String printed = Files.readString(output);
            if (tool.process.exitValue() != 0) {
                throw new IOException(
                        String.join(" ", command) + ": exit code " + tool.process.exitValue() + "\n" + printed);
            }
            return printed;
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Of a process that has ended. */
    public int exitValue() {
        return process.exitValue();
    }

    public OpenFiles openFiles() {
        return OpenFiles.of(pid());
    }

    private boolean ended(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** SIGTERM, without waiting for the end. */
    public void terminate() {
        process.destroy();
    }

    /** SIGKILL: it can say nothing more. */
    public void kill() {
        process.destroyForcibly();
        if (!ended(STOP_LIMIT)) {
            throw new AssertionError(this + " does not end");
        }
    }

    /** The same for the processes that it has started too. */
    public void killFamily() {
        List<ProcessHandle> children = process.descendants().toList();
        kill();
        children.forEach(ProcessHandle::destroyForcibly);
        if (!children.stream().allMatch(ChildProcess::gone)) {
            throw new AssertionError("the children of " + this + " do not end");
        }
    }

    /** Asks it to end; a process that does not is killed with its children, and the test is told. */
    @Override
    public void close() {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroy();
        boolean ended = ended(STOP_LIMIT);
        if (!ended) {
            process.destroyForcibly();
        }
        long left = family.stream().filter(child -> !gone(child)).count();
        family.forEach(ProcessHandle::destroyForcibly);
        if (!ended) {
            throw new AssertionError(name + " (process " + pid() + ") did not end within " + STOP_LIMIT.toSeconds()
                    + " s of SIGTERM and was killed; see " + output);
        }
        if (left > 0) {
            throw new AssertionError(name + " left " + left + " child processes behind; see " + output);
        }
    }

    private static boolean gone(ProcessHandle child) {
        try {
            child.onExit().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (Exception e) {
            return !child.isAlive();
        }
    }

    @Override
    public String toString() {
        return name + " (process " + pid() + ")";
    }
}
