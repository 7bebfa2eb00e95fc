// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What Slipway wants to reach, and what this run has found.
 *
 * @param what is compared
 * @param atMost whether the limit is the most, not the least
 * @param limit in the unit of the value
 * @param value what was found; empty if one of the two was not measured
 */
record Goal(String what, boolean atMost, double limit, OptionalDouble value) {
    private static final String TCP = "Slipway, TCP";
    private static final String UNIX = "Slipway, Unix";
    private static final String WITHOUT = TCP + ", without HandOverExecutor";
    private static final String JETTY_FCGI = "jetty-fcgi-server, TCP";
    private static final String JETTY = "Jetty, HTTP/1.1";
    private static final String FLOOR = "floor, TCP";
    private static final String LIBFCGI = "libfcgi (C, 64 threads), TCP";
    private static final String GO = "Go net/http/fcgi, TCP";

    /** All of them. */
    static List<Goal> of(Results results) {
        List<Goal> goals = new ArrayList<>();
        Ratios cpu = new Ratios(goals, results, "CPU per request", true, Medians::cpuMicros);
        cpu.add(Scenario.GET_16, TCP, FLOOR, 1.8);
        cpu.add(Scenario.GET_16, UNIX, "floor, Unix", 2.8);
        cpu.add(Scenario.GET_16, TCP, JETTY_FCGI, 0.4);
        cpu.add(Scenario.GET_16, TCP, JETTY, 0.5);
        cpu.add(Scenario.UPLOAD, TCP, FLOOR, 1.6);
        cpu.add(Scenario.DOWNLOAD, TCP, FLOOR, 1.6);
        cpu.add(Scenario.NGINX, "nginx → " + TCP, "nginx → " + JETTY, 0.85);
        Ratios rate = new Ratios(goals, results, "requests/s", false, Medians::rate);
        rate.add(Scenario.GET_16, TCP, JETTY_FCGI, 1.9);
        rate.add(Scenario.GET_64, TCP, JETTY_FCGI, 1.9);
        rate.add(Scenario.GET_16, TCP, LIBFCGI, 1.1);
        rate.add(Scenario.GET_64, TCP, LIBFCGI, 1.1);
        rate.add(Scenario.GET_512, TCP, GO, 3);
        rate.add(Scenario.NGINX, "nginx → " + TCP, "nginx → " + JETTY, 1.1);
        rate.add(Scenario.APACHE, "Apache → " + TCP, "Apache → Tomcat, AJP", 1.1);
        rate.add(Scenario.APACHE, "Apache → " + TCP, "Apache → " + JETTY, 1.0);
        new Ratios(goals, results, "p99", true, Medians::p99Micros).add(Scenario.GET_16, TCP, FLOOR, 2.3);
        goals.add(new Goal(
                "requests/s, 16 multiplexed on one connection : 16 connections, " + TCP,
                false,
                0.8,
                ratio(
                        results.median(Scenario.MULTIPLEXED, TCP, Medians::rate),
                        results.median(Scenario.GET_16, TCP, Medians::rate))));
        goals.add(new Goal(
                "reads per MiB of upload, " + TCP, true, 20, results.median(Scenario.UPLOAD, TCP, Medians::reads)));
        goals.add(new Goal(
                "writes per MiB of download, " + TCP,
                true,
                17,
                results.median(Scenario.DOWNLOAD, TCP, Medians::writes)));
        goals.add(new Goal(
                "bytes allocated per request, " + TCP, true, 2048, results.figure(Figure.What.ALLOCATED, TCP)));
        goals.add(new Goal(
                "bytes of heap for an idle connection, " + TCP,
                true,
                2048,
                results.figure(Figure.What.IDLE_HEAP, TCP)));
        goals.add(new Goal(
                "rate beside idle connections : alone, " + TCP,
                false,
                0.9,
                results.figure(Figure.What.IDLE_RATE, TCP)));
        goals.add(new Goal(
                "rate beside slow connections : alone, " + TCP,
                false,
                0.9,
                results.figure(Figure.What.SLOW_RATE, TCP)));
        goals.add(ratio(
                "requests/s beside 300 handlers that block", false, 1.0, results, Figure.What.BLOCKED_RATE, WITHOUT));
        goals.add(ratio(
                "requests/s of 300 handlers that block", false, 0.98, results, Figure.What.RATE_OF_BLOCKED, WITHOUT));
        goals.add(ratio("resident memory after load", true, 0.6, results, Figure.What.RESIDENT, JETTY));
        goals.add(new Goal(
                "seconds from start to first answer of the sample WAR",
                true,
                Runtime.version().feature() >= 25 ? 0.8 : 1.0,
                results.figure(Figure.What.START, SampleWar.TITLE)));
        return goals;
    }

    /** A figure of Slipway's over TCP divided by another's. */
    private static Goal ratio(
            String what, boolean atMost, double limit, Results results, Figure.What figure, String other) {
        return new Goal(
                what + ", " + TCP + " : " + other,
                atMost,
                limit,
                ratio(results.figure(figure, TCP), results.figure(figure, other)));
    }

    /** A line of the table. */
    String row() {
        String found = value.isPresent() ? String.format(Locale.ROOT, "%.2f", value.getAsDouble()) : "not measured";
        return "| " + what + " | " + (atMost ? "≤ " : "≥ ") + limit + " | " + found + " | " + verdict() + " |";
    }

    private String verdict() {
        if (value.isEmpty()) {
            return "";
        }
        return (atMost ? value.getAsDouble() <= limit : value.getAsDouble() >= limit) ? "met" : "**missed**";
    }

    private static OptionalDouble ratio(OptionalDouble one, OptionalDouble other) {
        return one.isPresent() && other.isPresent()
                ? OptionalDouble.of(one.getAsDouble() / other.getAsDouble())
                : OptionalDouble.empty();
    }

    /** Goals of one kind: the medians of two contenders in one scenario. */
    private record Ratios(
            List<Goal> goals, Results results, String kind, boolean atMost, ToDoubleFunction<Medians> figure) {
        void add(Scenario scenario, String one, String other, double limit) {
            goals.add(new Goal(
                    kind + ", " + scenario + ": " + one + " : " + other,
                    atMost,
                    limit,
                    ratio(results.median(scenario, one, figure), results.median(scenario, other, figure))));
        }
    }
}
