// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import dev.slipway.fastcgi.benchmarks.load.Load;
import dev.slipway.fastcgi.benchmarks.load.LoadFigures;
import dev.slipway.fastcgi.benchmarks.load.LoadPlan;
import dev.slipway.fastcgi.benchmarks.load.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Measures servers that all run at the same time, one after the other, round by round: what disturbs the machine for a
 * while disturbs all of them.
 */
final class Comparison implements AutoCloseable {
    /** Slices of a warm-up, of a measurement's length each: of a fresh JVM, and of one that has had other requests. */
    private static final int FRESH_SLICES = 24;

    private static final int FEWEST_SLICES = 8;

    private static final int MOST_SLICES = 32;

    /** A request that costs more than this part of the least so far does not get much cheaper any more. */
    private static final double STEADY = 0.95;

    private final Path directory;
    private final double seconds;
    private final int rounds;
    private final Map<ServerProgram, RunningServer> servers = new HashMap<>();
    private final Map<Contender, RunningServer> frontEnds = new HashMap<>();
    private final Set<Warm> warm = new HashSet<>();
    private final List<Measurement> measurements = new ArrayList<>();

    Comparison(Path directory, double seconds, int rounds) {
        this.directory = directory;
        this.seconds = seconds;
        this.rounds = rounds;
    }

    void run(Scenario scenario, List<Contender> contenders) throws IOException, InterruptedException {
        List<Contender> suited = contenders.stream().filter(scenario::suits).toList();
        for (Contender contender : suited) {
            warmUp(scenario, contender);
        }
        for (int round = 1; round <= rounds; round++) {
            for (Contender contender : suited) {
                Measurement measurement = measure(scenario, contender, round);
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

    /** A server that has had requests of that kind, so that its compiler has seen the code for them. */
    private record Warm(ServerProgram program, String listener, int uploadLength, int answerLength) {
        Warm(Contender contender, LoadPlan plan) {
            this(contender.program(), contender.listener(), plan.uploadLength(), plan.answerLength());
        }
    }

    private void warmUp(Scenario scenario, Contender contender) throws IOException, InterruptedException {
        LoadPlan plan = contender.plan(scenario);
        List<ProcessFigures> counted = new ArrayList<>();
        Load load = new Load(target(contender, counted), plan, 1);
        load.start();
        sleep(seconds / 2);
        boolean fresh = warm.stream().noneMatch(one -> one.program() == contender.program());
        if (warm.add(new Warm(contender, plan)) && contender.program() instanceof JavaProgram) {
            awaitSteady(load, counted, fresh ? FRESH_SLICES : FEWEST_SLICES);
        }
        load.stop();
    }

    /** Until a request costs no less than before: a compiler at work takes time, and saves time afterwards. */
    private void awaitSteady(Load load, List<ProcessFigures> counted, int fewestSlices) throws InterruptedException {
        double least = Double.MAX_VALUE;
        for (int slice = 0; slice < MOST_SLICES; slice++) {
            double cpu = cpuMicros(counted);
            long seen = load.seen();
            sleep(seconds);
            double cost = (cpuMicros(counted) - cpu) / Math.max(1, load.seen() - seen);
            if (slice >= fewestSlices && cost > STEADY * least) {
                return;
            }
            least = Math.min(least, cost);
        }
    }

    private static double cpuMicros(List<ProcessFigures> counted) {
        return counted.stream().mapToDouble(ProcessFigures::cpuMicros).sum();
    }

    /** Where requests go, and into the list whose processor time they take. */
    private Target target(Contender contender, List<ProcessFigures> counted) throws IOException {
        RunningServer server = server(contender.program());
        counted.add(server.figures());
        Target target = server.target(contender.listener());
        if (contender.frontEnd().isEmpty()) {
            return target;
        }
        RunningServer frontEnd = frontEnd(contender, target);
        counted.add(frontEnd.figures());
        return frontEnd.target("http");
    }

    private Measurement measure(Scenario scenario, Contender contender, int round)
            throws IOException, InterruptedException {
        RunningServer server = server(contender.program());
        List<ProcessFigures> counted = new ArrayList<>();
        Load load = new Load(target(contender, counted), contender.plan(scenario), 1);
        load.start();
        sleep(seconds / 10);
        Usage before = Usage.of(counted, server.figures());
        load.beginMeasuring();
        sleep(seconds);
        load.endMeasuring();
        Usage after = Usage.of(counted, server.figures());
        LoadFigures figures = load.stop();
        double answers = figures.answers();
        return new Measurement(
                scenario.toString(),
                contender.title(),
                round,
                figures.rate(),
                (after.cpuMicros() - before.cpuMicros()) / answers,
                (after.reads() - before.reads()) / answers,
                (after.writes() - before.writes()) / answers,
                server.figures().residentKib(),
                figures);
    }

    /** What processes have used since they started. */
    private record Usage(double cpuMicros, double reads, double writes) {
        static Usage of(List<ProcessFigures> counted, ProcessFigures server) {
            return new Usage(Comparison.cpuMicros(counted), server.readCalls(), server.writeCalls());
        }
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

    private RunningServer frontEnd(Contender contender, Target backend) throws IOException {
        RunningServer running = frontEnds.get(contender);
        if (running == null) {
            Path own = Files.createDirectories(directory.resolve("front-" + frontEnds.size()));
            running = contender.frontEnd().orElseThrow().start(own, backend);
            frontEnds.put(contender, running);
        }
        return running;
    }

    List<Measurement> measurements() {
        return measurements;
    }

    @Override
    public void close() throws IOException {
        for (RunningServer frontEnd : frontEnds.values()) {
            frontEnd.close();
        }
        for (RunningServer server : servers.values()) {
            server.close();
        }
    }
}
