// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import dev.slipway.fastcgi.benchmarks.load.Crowd;
import dev.slipway.fastcgi.benchmarks.load.Load;
import dev.slipway.fastcgi.benchmarks.load.LoadFigures;
import dev.slipway.fastcgi.benchmarks.load.LoadPlan;
import dev.slipway.fastcgi.benchmarks.load.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a server in Java costs apart from processor time: each is a fresh process, and the only one. */
final class Probes {
    private static final LoadPlan PLAN = LoadPlan.get(16);

    /** Handlers that block for 100 ms, as for a database: at the best 3,000 of them end in a second. */
    private static final LoadPlan BLOCKED = LoadPlan.get(300).withPause(100);

    /** Until the compiler is done, in lengths of a measurement. */
    private static final int WARM_UP = 8;

    private final Path directory;
    private final double seconds;
    private final int crowd;
    private final List<Figure> figures = new ArrayList<>();
    private final List<Profile> profiles = new ArrayList<>();

    /** The crowd is how many connections are idle, or slow. */
    Probes(Path directory, double seconds, int crowd) {
        this.directory = directory;
        this.seconds = seconds;
        this.crowd = crowd;
    }

    List<Figure> figures() {
        return figures;
    }

    /** One of Slipway, when that was run. */
    List<Profile> profiles() {
        return profiles;
    }

    void run(Contender contender) throws IOException, InterruptedException {
        Path own = Files.createDirectories(directory.resolve("probe-" + figures.size()));
        if (contender.isWithoutHandOver()) {
            try (RunningServer server = contender.program().start(own)) {
                Target target = server.target(contender.listener());
                load(target, WARM_UP * seconds, null);
                besideBlocked(contender, target);
            }
            return;
        }
        try (RunningServer server = contender.program().start(own);
                JvmFigures jvm = new JvmFigures(server.pid())) {
            Target target = server.target(contender.listener());
            load(target, WARM_UP * seconds, null);
            double[] allocated = new double[1];
            LoadFigures alone = load(target, seconds, () -> allocated[0] = jvm.allocatedBytes() - allocated[0]);
            add(Figure.What.ALLOCATED, contender, allocated[0] / alone.answers(), "bytes");
            add(Figure.What.RESIDENT, contender, server.figures().residentKib() / 1024.0, "MiB");
            besideBlocked(contender, target);
            if (contender.hasCrowds()) {
                besideIdle(contender, target, jvm);
                besideSlow(contender, target);
            }
            if (contender.isSlipway()) {
                profiles.add(profile(server, jvm, target, own));
            }
        }
    }

    private void besideIdle(Contender contender, Target target, JvmFigures jvm)
            throws IOException, InterruptedException {
        double rateAlone = load(target, 3 * seconds, null).rate();
        try (Crowd idle = new Crowd(target)) {
            long before = jvm.liveBytes();
            idle.idle(crowd);
            add(Figure.What.IDLE_HEAP, contender, (jvm.liveBytes() - before) / (double) crowd, "bytes");
            double rate = load(target, 3 * seconds, null).rate();
            add(Figure.What.IDLE_RATE, contender, rate / rateAlone, "× alone");
        }
    }

    private void besideSlow(Contender contender, Target target) throws IOException, InterruptedException {
        double rateAlone = load(target, 3 * seconds, null).rate();
        try (Crowd slow = new Crowd(target)) {
            slow.trickle(crowd);
            double rate = load(target, 3 * seconds, null).rate();
            add(Figure.What.SLOW_RATE, contender, rate / rateAlone, "× alone");
            System.err.println(contender.title() + " closed " + slow.reconnected() + " slow connections");
        }
    }

    private void besideBlocked(Contender contender, Target target) throws IOException, InterruptedException {
        Load blocked = new Load(target, BLOCKED, 1);
        blocked.start();
        // Until the pool has a thread for each.
        TimeUnit.MICROSECONDS.sleep((long) (3 * seconds * 1e6));
        blocked.beginMeasuring();
        LoadFigures quick = load(target, 3 * seconds, null);
        blocked.endMeasuring();
        add(Figure.What.BLOCKED_RATE, contender, quick.rate(), "/s");
        add(Figure.What.RATE_OF_BLOCKED, contender, blocked.stop().rate(), "/s");
    }

    /** After everything else, which it would disturb. */
    private Profile profile(RunningServer server, JvmFigures jvm, Target target, Path own)
            throws IOException, InterruptedException {
        long recording = jvm.record();
        double user = server.figures().userMicros();
        double all = server.figures().cpuMicros();
        load(target, 5 * seconds, null);
        user = server.figures().userMicros() - user;
        all = server.figures().cpuMicros() - all;
        Path file = own.resolve("profile.jfr");
        jvm.stopRecording(recording, file);
        return Profile.of(file, user / all);
    }

    private void add(Figure.What what, Contender contender, double value, String unit) {
        figures.add(new Figure(what, contender.title(), value, unit));
        System.err.printf("%-24s %-30s %10.2f %s%n", contender.title(), what.title(), value, unit);
    }

    /** A load of 16 connections; the action runs at the begin and at the end of what counts. */
    private static LoadFigures load(Target target, double seconds, Runnable atBeginAndEnd)
            throws IOException, InterruptedException {
        Load load = new Load(target, PLAN, 1);
        load.start();
        TimeUnit.MICROSECONDS.sleep((long) (seconds * 0.3e6));
        if (atBeginAndEnd != null) {
            atBeginAndEnd.run();
        }
        load.beginMeasuring();
        TimeUnit.MICROSECONDS.sleep((long) (seconds * 1e6));
        load.endMeasuring();
        if (atBeginAndEnd != null) {
            atBeginAndEnd.run();
        }
        LoadFigures figures = load.stop();
        if (!figures.flawless()) {
            System.err.println("NOT FLAWLESS: " + figures);
        }
        return figures;
    }
}
