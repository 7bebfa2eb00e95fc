// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.load;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The load generator by itself. Its exit status is 1 if anything went wrong. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = "Sends requests to a server that is there already and verifies each answer.")
public final class LoadCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ADDRESS", description = "HOST:PORT or unix:PATH")
    private String address;

    @Option(names = "--protocol", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
    private WireProtocol protocol = WireProtocol.FASTCGI;

    @Option(names = "--connections", description = "open at once; default ${DEFAULT-VALUE}")
    private int connections = 16;

    @Option(names = "--depth", description = "requests at once on each connection; default ${DEFAULT-VALUE}")
    private int depth = 1;

    @Option(names = "--new-connections", description = "a connection is closed after each answer")
    private boolean newConnections;

    @Option(names = "--upload", description = "bytes of the body of a POST to /upload; default: GET")
    private int upload;

    @Option(names = "--answer", description = "bytes asked for with GET /bytes/N; default ${DEFAULT-VALUE}")
    private int answer = 1024;

    @Option(
            names = "--pause",
            description =
                    "milliseconds that the benchmarks' own servlet blocks before it answers a GET; default ${DEFAULT-VALUE}")
    private int pause;

    @Option(names = "--script-filename", description = "SCRIPT_FILENAME, which php-fpm needs")
    private String scriptFilename = "";

    @Option(names = "--threads", description = "of the generator; default ${DEFAULT-VALUE}")
    private int threads = 1;

    @Option(names = "--warm-up", description = "seconds before measuring; default ${DEFAULT-VALUE}")
    private double warmUp = 2;

    @Option(names = "--seconds", description = "of measuring; default ${DEFAULT-VALUE}")
    private double seconds = 5;

    @Override
    public Integer call() throws Exception {
        LoadPlan plan = new LoadPlan(connections, depth, !newConnections, upload, answer, pause, scriptFilename);
        Load load = new Load(Target.of(protocol, address), plan, threads);
        load.start();
        TimeUnit.MICROSECONDS.sleep((long) (warmUp * 1e6));
        load.beginMeasuring();
        TimeUnit.MICROSECONDS.sleep((long) (seconds * 1e6));
        load.endMeasuring();
        LoadFigures figures = load.stop();
        System.out.printf(
                "%.0f answers/s; latency µs: p50 %.0f, p99 %.0f, p99.9 %.0f, longest %.0f; generator %.1f µs CPU per answer%n",
                figures.rate(),
                figures.p50Micros(),
                figures.p99Micros(),
                figures.p999Micros(),
                figures.maxMicros(),
                figures.ownCpuMicros());
        System.out.printf(
                "wrong answers %d, failures %d, stalled requests %d, starved connections %d%s%n",
                figures.wrong(),
                figures.failures(),
                figures.stalled(),
                figures.starved(),
                figures.firstFailure().isEmpty() ? "" : "; the first: " + figures.firstFailure());
        return figures.flawless() ? 0 : 1;
    }
}
