// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.relay;

import dev.slipway.it.backend.Workplace;
import dev.slipway.it.frontend.Installed;
import dev.slipway.it.process.Await;
import dev.slipway.it.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs Windows programs, in a Windows of this run's own. */
final class Wine implements AutoCloseable {
    private static final String INSTALL = "install Wine: the packages wine and wine64 (Debian, Ubuntu)";

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Path directory;

    private Wine(Path directory) {
        this.directory = directory;
    }

    static Wine start() throws IOException {
        Wine wine = new Wine(Workplace.work("wine"));
        wine.run("wineboot", "-i");
        return wine;
    }

    /** Of a program that is started with {@code env}. */
    List<String> command(Path program, List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of(Installed.program(INSTALL, "wine").toString()));
        command.add(program.toString());
        command.addAll(arguments);
        return environment(command);
    }

    /** The path of a file as Windows programs call it. */
    static String path(Path file) {
        return "Z:" + file.toString().replace('/', '\\');
    }

    /** Waits until this program does not run any more, whoever has started it. */
    static void awaitEnded(Path program) {
        Await.until(
                () -> path(program) + " still runs: " + running(program),
                LIMIT,
                () -> running(program).isEmpty());
    }

    /** The processes of a program, which Wine shows with the command line that Windows knows. */
    private static List<Path> running(Path program) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (commandLine(process).startsWith(path(program))) {
                    found.add(process);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "It has ended.";
        }
    }

    /** Ends when all its processes have, and fails if they do not within the time that tools have. */
    @Override
    public void close() throws IOException {
        run("wineserver", "-w");
    }

    private void run(String program, String argument) throws IOException {
        ChildProcess.run(
                environment(List.of(Installed.program(INSTALL, program).toString(), argument)),
                directory.resolve(program + ".log"));
    }

    /** Without what it has for browsers and .NET, and without the messages about it. */
    private List<String> environment(List<String> command) {
        List<String> all = new ArrayList<>(List.of(
                "/usr/bin/env",
                "WINEPREFIX=" + directory.resolve("prefix"),
                "WINEDLLOVERRIDES=mscoree=;mshtml=;winemenubuilder.exe=",
                "WINEDEBUG=-all"));
        all.addAll(command);
        return all;
    }
}
