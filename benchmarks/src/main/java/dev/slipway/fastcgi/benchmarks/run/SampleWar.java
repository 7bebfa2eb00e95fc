// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The launcher with the sample WAR, as users start it: from the start of the process to its first answer. */
final class SampleWar {
    static final String TITLE = "launcher with the sample WAR";

    private static final Duration LONGEST = Duration.ofSeconds(120);

    private SampleWar() {}

    /** What the build has not made. */
    static Optional<String> missing() throws IOException {
        return Files.isExecutable(launcher()) && war().isPresent()
                ? Optional.empty()
                : Optional.of("the launcher or the sample WAR was not built");
    }

    /** The median of that many starts with an archive of classes, the page cache being warm after one more before them. */
    static Figure start(Path directory, int starts) throws IOException {
        Path cache = directory.resolve("cache");
        makeArchive(directory.resolve("war"), cache);
        double[] seconds = new double[starts];
        for (int i = 0; i < starts; i++) {
            seconds[i] = startOnce(directory.resolve("war-" + i), cache.toString());
        }
        return new Figure(Figure.What.START, TITLE, median(seconds), "s");
    }

    static double median(double[] seconds) {
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Starts it, and lets it run until the archive is there. */
    static void makeArchive(Path socket, Path cache) throws IOException {
        startOnce(socket, cache.toString(), () -> hasArchive(cache));
    }

    private static boolean hasArchive(Path cache) {
        try (Stream<Path> files = Files.list(cache)) {
            return files.map(Path::toString).anyMatch(file -> file.endsWith(".jsa") || file.endsWith(".aot"));
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Seconds from the start of a process to its first answer; the cache is a directory, or "off". */
    static double startOnce(Path socket, String cache) throws IOException {
        return startOnce(socket, cache, () -> true);
    }

    private static double startOnce(Path socket, String cache, BooleanSupplier mayEnd) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                launcher().toString(),
                "run",
                "--listen",
                "unix:" + socket,
                war().orElseThrow().toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SLIPWAY_CACHE", cache);
        Path log = socket.resolveSibling(socket.getFileName() + ".log");
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        long begin = System.nanoTime();
        Process process = builder.start();
        try {
            while (!Files.exists(socket)) {
                if (!process.isAlive() || System.nanoTime() - begin > LONGEST.toNanos()) {
                    throw new IOException("the launcher does not listen; it said:\n" + Files.readString(log));
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
            try (FastCgiPeer peer = FastCgiPeer.connect(UnixDomainSocketAddress.of(socket), LONGEST)) {
                Answer answer = peer.get("/");
                if (answer.status() != 200) {
                    throw new IOException("the sample WAR answered " + answer);
                }
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            while (!mayEnd.getAsBoolean()) {
                if (System.nanoTime() - begin > LONGEST.toNanos()) {
                    throw new IOException("it does not do what it should; it said:\n" + Files.readString(log));
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
            return seconds;
        } finally {
            process.destroy();
            process.onExit().orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS).join();
        }
    }

    private static Path launcher() {
        return Layout.benchmarks().resolveSibling("launcher/target/slipway/bin/slipway");
    }

    private static Optional<Path> war() throws IOException {
        Path target = Layout.benchmarks().resolveSibling("sample-webapp/target");
        if (!Files.isDirectory(target)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.toString().endsWith(".war")).findFirst();
        }
    }
}
