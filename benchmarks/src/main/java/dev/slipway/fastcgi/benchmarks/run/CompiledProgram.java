// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A server that is compiled when it is needed.
 *
 * @param name on the command line
 * @param source below {@code benchmarks/}
 * @param compiler the words of the command, with OUT and SOURCE for the two files
 */
record CompiledProgram(String name, String source, List<String> compiler) implements ServerProgram {
    @Override
    public Optional<String> missing() {
        try {
            compile();
            return Optional.empty();
        } catch (IOException failure) {
            return Optional.of(failure.getMessage());
        }
    }

    @Override
    public List<String> command(Path directory) throws IOException {
        return List.of(compile().toString(), directory.resolve("socket").toString());
    }

    private Path compile() throws IOException {
        Path sourceFile = Layout.benchmarks().resolve(source);
        Path program = Layout.benchmarks().resolve("target").resolve(name);
        if (Files.exists(program)
                && Files.getLastModifiedTime(program).compareTo(Files.getLastModifiedTime(sourceFile)) > 0) {
            return program;
        }
        Files.createDirectories(program.getParent());
        List<String> command = new ArrayList<>();
        for (String word : compiler) {
            command.add(
                    switch (word) {
                        case "OUT" -> program.toString();
                        case "SOURCE" -> sourceFile.toString();
                        default -> word;
                    });
        }
        Command.run(command);
        return program;
    }
}
