// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The comparison of all servers that this machine can run. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Starts Slipway and its peers side by side and measures them in turns.")
public final class RunCommand implements Callable<Integer> {
    @Option(names = "--rounds", description = "of each scenario; medians are taken; default ${DEFAULT-VALUE}")
    private int rounds = 3;

    @Option(names = "--seconds", description = "each server is measured in each round; default ${DEFAULT-VALUE}")
    private double seconds = 2;

    @Option(names = "--only", description = "servers whose name this regular expression is found in; default: all")
    private Pattern only = Pattern.compile("");

    @Option(
            names = "--scenarios",
            split = ",",
            description = "${COMPLETION-CANDIDATES}, with commas between; default: all")
    private List<Scenario> scenarios = Arrays.asList(Scenario.values());

    @Option(names = "--output", description = "directory for the results; default ${DEFAULT-VALUE}")
    private Path output = Layout.benchmarks().resolve("target").resolve("results");

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, String> missing = new TreeMap<>();
        List<Contender> contenders = new ArrayList<>();
        for (Contender contender : Contender.all()) {
            if (only.matcher(contender.program().name() + " " + contender.title())
                    .find()) {
                Optional<String> lack = contender.program().missing();
                lack.ifPresentOrElse(
                        reason -> missing.put(contender.program().name(), reason), () -> contenders.add(contender));
            }
        }
        missing.forEach((name, reason) -> System.err.println(name + " is left out: " + reason));
        Files.createDirectories(output);
        // Sockets have short paths: those of Unix end at 107 bytes.
        Path directory = Files.createTempDirectory("slipway-bench");
        try (Comparison comparison = new Comparison(directory, seconds, rounds)) {
            for (Scenario scenario : scenarios) {
                comparison.run(scenario, contenders);
                System.out.println("\n## " + scenario.title() + "\n");
                System.out.println(Table.of(Medians.of(scenario.toString(), comparison.measurements())));
            }
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValue(output.resolve("results.json").toFile(), comparison.measurements());
        }
        return 0;
    }
}
