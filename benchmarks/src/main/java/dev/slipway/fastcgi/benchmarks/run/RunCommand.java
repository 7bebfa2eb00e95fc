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
    private double seconds = 0.6;

    @Option(names = "--only", description = "servers whose name this regular expression is found in; default: all")
    private Pattern only = Pattern.compile("");

    @Option(
            names = "--scenarios",
            split = ",",
            description = "${COMPLETION-CANDIDATES}, with commas between; default: all")
    private List<Scenario> scenarios = Arrays.asList(Scenario.values());

    @Option(
            names = "--crowd",
            description = "connections that are idle, or slow, beside a load; 0 leaves out what is measured once;"
                    + " default ${DEFAULT-VALUE}")
    private int crowd = 10_000;

    @Option(names = "--output", description = "directory for performance.md, .svg and .json; default ${DEFAULT-VALUE}")
    private Path output = Layout.benchmarks().resolve("target").resolve("results");

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, String> missing = new TreeMap<>();
        List<Contender> contenders = contenders(missing);
        missing.forEach((name, reason) -> System.err.println(name + " is left out: " + reason));
        Files.createDirectories(output);
        // Sockets have short paths: those of Unix end at 107 bytes.
        Path directory = Files.createTempDirectory("slipway-bench");
        List<Measurement> measurements;
        try (Comparison comparison = new Comparison(directory, seconds, rounds)) {
            for (Scenario scenario : scenarios) {
                comparison.run(scenario, contenders);
            }
            measurements = comparison.measurements();
        }
        Probes probes = new Probes(directory, seconds, crowd);
        List<Figure> figures = crowd > 0 ? probe(probes, directory, contenders, missing) : List.of();
        write(new Results(Machine.facts(), rounds, seconds, missing, measurements, figures, probes.profiles()));
        return 0;
    }

    private List<Contender> contenders(Map<String, String> missing) {
        List<Contender> contenders = new ArrayList<>();
        for (Contender contender : Contender.all()) {
            if (only.matcher(contender.program().name() + " " + contender.title())
                    .find()) {
                contender
                        .missing()
                        .ifPresentOrElse(
                                reason -> missing.put(contender.title(), reason), () -> contenders.add(contender));
            }
        }
        return contenders;
    }

    private List<Figure> probe(Probes probes, Path directory, List<Contender> contenders, Map<String, String> missing)
            throws IOException, InterruptedException {
        for (Contender contender : contenders) {
            if (contender.isServletContainer() || contender.isWithoutHandOver()) {
                try {
                    probes.run(contender);
                } catch (IOException failure) {
                    // What was measured until then is not lost.
                    missing.put("a part of memory and crowds of " + contender.title(), failure.toString());
                }
            }
        }
        List<Figure> figures = new ArrayList<>(probes.figures());
        Optional<String> lack = SampleWar.missing();
        if (lack.isPresent()) {
            missing.put(SampleWar.TITLE, lack.get());
        } else {
            figures.add(SampleWar.start(directory, rounds));
        }
        return figures;
    }

    private void write(Results results) throws IOException {
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(output.resolve("performance.json").toFile(), results);
        String report = Report.of(results);
        Files.writeString(output.resolve("performance.md"), report);
        Files.writeString(
                output.resolve(Report.PLOT),
                Plot.of(
                        "CPU per request: " + Scenario.GET_16.title(),
                        Medians.of(Scenario.GET_16.toString(), results.measurements())));
        System.out.println(report);
    }
}
