// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.load;

/**
 * What a load has measured.
 *
 * @param answers in the time that was measured
 * @param seconds that time
 * @param p50Micros the median latency in microseconds, from the first write of a request to the last byte of its answer
 * @param p99Micros the same for the 99th percentile
 * @param p999Micros the same for 99.9
 * @param maxMicros the longest
 * @param wrong answers with another status or content than expected, from start to end
 * @param failures connections that were refused, broken or not understood
 * @param stalled requests without an answer two seconds after the last was sent
 * @param starved connections that never got an answer
 * @param firstFailure what the first of the wrong answers and failures was; empty if there was none
 * @param ownCpuMicros processor time of the load's threads for each answer, in microseconds
 */
public record LoadFigures(
        long answers,
        double seconds,
        double p50Micros,
        double p99Micros,
        double p999Micros,
        double maxMicros,
        long wrong,
        long failures,
        long stalled,
        long starved,
        String firstFailure,
        double ownCpuMicros) {
    /**
     * The rate.
     *
     * @return answers per second
     */
    public double rate() {
        return answers / seconds;
    }

    /**
     * Whether every request got the answer that was expected.
     *
     * @return true if nothing went wrong
     */
    public boolean flawless() {
        return wrong == 0 && failures == 0 && stalled == 0 && starved == 0;
    }
}
