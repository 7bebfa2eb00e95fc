// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.relay;

import dev.slipway.it.backend.Workplace;
import dev.slipway.it.frontend.Installed;
import dev.slipway.it.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs Windows programs, in a Windows of this run's own. */
final class Wine {
    private static final String INSTALL = "install Wine: the packages wine and wine64 (Debian, Ubuntu)";

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

    /** Fails if it does not happen within the time that tools have. */
    void awaitNoProcesses() throws IOException {
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
