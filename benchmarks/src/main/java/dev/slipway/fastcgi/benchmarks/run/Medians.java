// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The rounds of one contender in one scenario, taken together. */
record Medians(String contender, List<Measurement> rounds) {
    static List<Medians> of(String scenario, List<Measurement> all) {
        List<Measurement> own =
                all.stream().filter(one -> one.scenario().equals(scenario)).toList();
        return own.stream()
                .map(Measurement::contender)
                .distinct()
                .map(title -> new Medians(
                        title,
                        own.stream()
                                .filter(one -> one.contender().equals(title))
                                .toList()))
                .toList();
    }

    double cpuMicros() {
        return median(Measurement::cpuMicros);
    }

    double rate() {
        return median(Measurement::rate);
    }

    double p50Micros() {
        return median(one -> one.load().p50Micros());
    }

    double p99Micros() {
        return median(one -> one.load().p99Micros());
    }

    double ownCpuMicros() {
        return median(one -> one.load().ownCpuMicros());
    }

    /** Of all rounds: wrong answers and broken connections. */
    long errors() {
        return rounds.stream()
                .mapToLong(one -> one.load().wrong() + one.load().failures())
                .sum();
    }

    /** Of all rounds: requests that were never answered. */
    long stalled() {
        return rounds.stream().mapToLong(one -> one.load().stalled()).sum();
    }

    /** Of the worst round: connections that never got an answer. */
    long starved() {
        return rounds.stream().mapToLong(one -> one.load().starved()).max().orElse(0);
    }

    double median(ToDoubleFunction<Measurement> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
    }
}
