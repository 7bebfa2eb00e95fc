// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import dev.slipway.fastcgi.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A Slipway that another program starts as the documentation (docs/sockets) says, with the names of this machine: what it
 * prints is in a file, and its process is known by a file too. Both are gone when the test ends.
 */
final class Spawned implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path DOCUMENTED =
            Path.of(System.getProperty("slipway.root", "..")).resolve("docs/sockets");

    private final Path directory;
    private final String application;
    private final Path log;
    private final Path started;

    Spawned(Path directory, String application) throws IOException {
        this.directory = directory;
        this.application = application;
        log = Files.createFile(directory.resolve("slipway.log"));
        started = directory.resolve("started.pid");
        script("app-fcgi");
    }

    /** A file of the documentation, for this machine. */
    Path file(String name) throws IOException {
        String documented = Files.readString(DOCUMENTED.resolve(name))
                .replace("#!/bin/sh\n", "#!/bin/sh\necho $$ >" + started + "\n")
                .replace("/opt/slipway/app-fcgi", directory.resolve("app-fcgi").toString())
                .replace("/opt/slipway", Program.HOME.toString())
                .replace("/run/slipway", directory.toString())
                .replace("/var/log/slipway.log", log.toString())
                .replace("/srv/app.war", application);
        return Files.writeString(directory.resolve(name), documented);
    }

    /** A script of the documentation, for this machine. */
    Path script(String name) throws IOException {
        return Files.setPosixFilePermissions(file(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    Path socket() {
        return directory.resolve("app.sock");
    }

    /** Runs a program that starts Slipway and ends. */
    void run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("starter.log").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SLIPWAY_CACHE", "off");
        builder.environment().putAll(environment);
        Process starter = builder.start();
        starter.getOutputStream().close();
        if (!starter.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || starter.exitValue() != 0) {
            starter.destroyForcibly();
            throw new AssertionError(
                    List.of(command) + " failed: " + Files.readString(directory.resolve("starter.log")));
        }
    }

    /** The first line of what Slipway has printed that begins so. */
    String line(String beginning) {
        Await.until(() -> find(beginning).isPresent(), PATIENCE, () -> "no '" + beginning + "' in " + printed());
        return find(beginning).orElseThrow();
    }

    private Optional<String> find(String beginning) {
        return printed().lines().filter(line -> line.startsWith(beginning)).findFirst();
    }

    String printed() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    Optional<ProcessHandle> process() throws IOException {
        return Files.exists(started)
                ? ProcessHandle.of(Long.parseLong(Files.readString(started).strip()))
                : Optional.empty();
    }

    /** Sends SIGTERM, and waits for the end. */
    void terminate() throws IOException {
        process().orElseThrow().destroy();
        awaitEnd();
    }

    void awaitEnd() throws IOException {
        ProcessHandle process = process().orElseThrow();
        Await.until(() -> !process.isAlive(), PATIENCE, () -> "still running; it has printed: " + printed());
    }

    @Override
    public void close() throws IOException {
        process().ifPresent(ProcessHandle::destroyForcibly);
    }
}
