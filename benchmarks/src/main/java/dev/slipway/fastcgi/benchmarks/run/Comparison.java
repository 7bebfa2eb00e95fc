// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import dev.slipway.fastcgi.benchmarks.load.Load;
import dev.slipway.fastcgi.benchmarks.load.LoadFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Measures servers that all run at the same time, one after the other, round by round: what disturbs the machine for a
 * while disturbs all of them.
 */
final class Comparison implements AutoCloseable {
    private final Path directory;
    private final double seconds;
    private final int rounds;
    private final Map<ServerProgram, RunningServer> servers = new HashMap<>();
    private final Set<Contender> warm = new LinkedHashSet<>();
    private final List<Measurement> measurements = new ArrayList<>();

    Comparison(Path directory, double seconds, int rounds) {
        this.directory = directory;
        this.seconds = seconds;
        this.rounds = rounds;
    }

    void run(Scenario scenario, List<Contender> contenders) throws IOException, InterruptedException {
        List<Contender> suited = contenders.stream().filter(scenario::suits).toList();
        for (Contender contender : suited) {
            // The first time, the server's code is compiled while it warms up.
            measure(scenario, contender, warm.add(contender) ? 2 * seconds : seconds / 2, 0);
        }
        for (int round = 1; round <= rounds; round++) {
            for (Contender contender : suited) {
                Measurement measurement = measure(scenario, contender, seconds / 10, round);
                measurements.add(measurement);
                System.err.printf(
                        "%-16s %d  %-24s %8.0f/s %7.2f µs CPU  p99 %7.0f µs%s%n",
                        scenario,
                        round,
                        contender.title(),
                        measurement.rate(),
                        measurement.cpuMicros(),
                        measurement.load().p99Micros(),
                        measurement.load().flawless() ? "" : "  NOT FLAWLESS: " + measurement.load());
            }
        }
    }

    private Measurement measure(Scenario scenario, Contender contender, double warmUp, int round)
            throws IOException, InterruptedException {
        RunningServer server = server(contender.program());
        Load load = new Load(server.target(contender.listener()), scenario.plan(), 1);
        load.start();
        sleep(warmUp);
        double cpu = 0;
        if (round > 0) {
            double before = server.figures().cpuMicros();
            load.beginMeasuring();
            sleep(seconds);
            load.endMeasuring();
            cpu = server.figures().cpuMicros() - before;
        }
        LoadFigures figures = load.stop();
        return new Measurement(
                scenario.toString(),
                contender.title(),
                round,
                figures.rate(),
                cpu / figures.answers(),
                server.figures().residentKib(),
                figures);
    }

    private static void sleep(double seconds) throws InterruptedException {
        TimeUnit.MICROSECONDS.sleep((long) (seconds * 1e6));
    }

    private RunningServer server(ServerProgram program) throws IOException {
        RunningServer running = servers.get(program);
        if (running == null) {
            running = program.start(Files.createDirectories(directory.resolve(program.name())));
            servers.put(program, running);
        }
        return running;
    }

    List<Measurement> measurements() {
        return measurements;
    }

    @Override
    public void close() throws IOException {
        for (RunningServer server : servers.values()) {
            server.close();
        }
    }
}
