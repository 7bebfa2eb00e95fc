// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import dev.slipway.fastcgi.benchmarks.load.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A server that Debian packages, with a configuration of our own on a free port.
 *
 * @param name on the command line
 * @param programs what it is called, in the first of these names that exists
 * @param template the configuration, below {@code benchmarks/peers/}
 * @param options of its command line, with CONFIGURATION for the file
 * @param listener the name of its listener
 */
record ConfiguredProgram(String name, List<String> programs, String template, List<String> options, String listener)
        implements ServerProgram {
    private static final List<String> DIRECTORIES =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/usr/local/apache2/bin");

    @Override
    public Optional<String> missing() {
        return program().isPresent()
                ? Optional.empty()
                : Optional.of("there is no program " + String.join(" or ", programs));
    }

    @Override
    public RunningServer start(Path directory) throws IOException {
        return start(directory, Map.of());
    }

    /** Starts it with more values for the names in its configuration. */
    RunningServer start(Path directory, Map<String, String> moreValues) throws IOException {
        int port = freePort();
        Map<String, String> values = new HashMap<>(moreValues);
        values.put("PORT", Integer.toString(port));
        values.put("DIRECTORY", directory.toString());
        values.put("USER", System.getProperty("user.name"));
        String text = Files.readString(Layout.peers().resolve(template));
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("${" + value.getKey() + "}", value.getValue());
        }
        Path configuration = Files.writeString(directory.resolve(template), text);
        List<String> command = Stream.concat(
                        Stream.of(program().orElseThrow().toString()),
                        options.stream()
                                .map(option -> option.equals("CONFIGURATION") ? configuration.toString() : option))
                .toList();
        return RunningServer.at(
                command,
                directory.resolve("log"),
                listener,
                Target.of(Contender.protocol(listener), "127.0.0.1:" + port));
    }

    private Optional<Path> program() {
        return programs.stream()
                .flatMap(program -> DIRECTORIES.stream().map(directory -> Path.of(directory, program)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
