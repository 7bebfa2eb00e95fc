// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.load;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What one thread of a load has seen. Written by that thread; read by another when it has ended. */
final class LoadCounts {
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(10);

    private final ByteBuffer expected;
    private final Histogram latency = new Histogram(LONGEST, 3);
    private volatile boolean recording;
    private volatile boolean stopping;
    private long answers;
    private long wrong;
    private long failures;
    private String firstFailure = "";

    LoadCounts(ByteBuffer expected) {
        this.expected = expected;
    }

    ByteBuffer expected() {
        return expected;
    }

    void answered(long nanos, boolean correct) {
        if (!correct) {
            wrong++;
            if (firstFailure.isEmpty()) {
                firstFailure = "a wrong answer";
            }
        }
        if (recording) {
            answers++;
            latency.recordValue(Math.min(nanos, LONGEST));
        }
    }

    void failed(String why) {
        failures++;
        if (firstFailure.isEmpty()) {
            firstFailure = why;
        }
    }

    boolean stopping() {
        return stopping;
    }

    /** From any thread. */
    void record(boolean on) {
        recording = on;
    }

    /** From any thread: no request is sent any more. */
    void stop() {
        stopping = true;
    }

    long answers() {
        return answers;
    }

    long wrong() {
        return wrong;
    }

    long failures() {
        return failures;
    }

    String firstFailure() {
        return firstFailure;
    }

    Histogram latency() {
        return latency;
    }
}
