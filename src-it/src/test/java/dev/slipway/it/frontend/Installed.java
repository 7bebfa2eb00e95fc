// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.frontend;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Finds what a front end needs on this machine; what is not there fails the run with a sentence, and skips nothing. */
public final class Installed {
    private static final List<String> SYSTEM_DIRECTORIES =
            List.of("/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/usr/bin", "/usr/local/apache2/bin");

    private Installed() {}

    /** The first of these programs, in the PATH or where programs for administrators are. */
    public static Path program(String advice, String... names) {
        List<String> path =
                Arrays.asList(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
        return Stream.of(names)
                .flatMap(name -> Stream.concat(path.stream(), SYSTEM_DIRECTORIES.stream())
                        .map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "none of the programs " + Arrays.toString(names) + " is installed: " + advice));
    }

    static Path file(String advice, String name, String... directories) {
        return Stream.of(directories)
                .map(directory -> Path.of(directory, name))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("no " + name + " in " + Arrays.toString(directories) + ": " + advice));
    }
}
