// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server in Java, with the JVM that the runner has. All get the same options.
 *
 * @param name on the command line
 * @param module the directory below {@code benchmarks/} with its class path, "." for that itself
 * @param mainClass what to run; its argument is a path in the directory
 */
record JavaProgram(String name, String module, String mainClass) implements ServerProgram {
    /** All servlet containers are compared with the same heap. */
    static final List<String> OPTIONS = List.of("-Xmx512m", "-XX:+UseG1GC");

    @Override
    public List<String> command(Path directory) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(Layout.extraJvmOptions());
        command.add("-cp");
        command.add(classPath());
        command.add(mainClass);
        command.add(directory.resolve("socket").toString());
        return command;
    }

    private String classPath() throws IOException {
        Path target = Layout.benchmarks().resolve(module).resolve("target");
        return target.resolve("classes")
                + File.pathSeparator
                + Files.readString(target.resolve("classpath")).strip();
    }
}
