// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.load;

import dev.slipway.fastcgi.benchmarks.application.Answers;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Keeps requests under way on many connections and verifies each answer. One thread may call it: {@link #start},
 * {@link #beginMeasuring}, {@link #endMeasuring}, {@link #stop}, in this order.
 */
public final class Load {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final List<LoadThread> threads = new ArrayList<>();
    private long begun;
    private long cpuAtBegin;
    private double seconds;
    private long cpu;

    /**
     * Prepares everything that would otherwise be allocated while it runs.
     *
     * @param target the server
     * @param plan what is asked of it
     * @param threadCount threads to share the connections among, at most as many as there are connections
     * @throws IOException if there are no selectors to be had
     */
    public Load(Target target, LoadPlan plan, int threadCount) throws IOException {
        if (plan.depth() > 1 && target.protocol() != WireProtocol.FASTCGI) {
            throw new IllegalArgumentException(
                    "depth " + plan.depth() + " with " + target.protocol() + ", which does not multiplex");
        }
        if (target.protocol() == WireProtocol.AJP && (plan.uploadLength() > 0 || !plan.keepAlive())) {
            throw new IllegalArgumentException("AJP is measured with GET requests on kept connections only");
        }
        ByteBuffer[] requests = new ByteBuffer[plan.depth()];
        for (int slot = 0; slot < requests.length; slot++) {
            requests[slot] = Requests.bytes(target.protocol(), plan, slot);
        }
        byte[] answer =
                plan.uploadLength() > 0 ? Answers.uploaded(plan.uploadLength()) : Answers.bytes(plan.answerLength());
        ByteBuffer expected =
                ByteBuffer.allocateDirect(answer.length).put(answer).flip();
        int count = Math.min(threadCount, plan.connections());
        for (int i = 0; i < count; i++) {
            int share = plan.connections() / count + (i < plan.connections() % count ? 1 : 0);
            threads.add(new LoadThread(target, plan, share, requests, expected));
        }
    }

    /** Connects and sends; nothing is measured yet. */
    public void start() {
        threads.forEach(Thread::start);
    }

    /** From now on answers count. */
    public void beginMeasuring() {
        cpuAtBegin = cpuNanos();
        threads.forEach(thread -> thread.counts().record(true));
        begun = System.nanoTime();
    }

    /** From now on answers do not count any more. */
    public void endMeasuring() {
        threads.forEach(thread -> thread.counts().record(false));
        seconds = (System.nanoTime() - begun) / 1e9;
        cpu = cpuNanos() - cpuAtBegin;
    }

    /**
     * Sends nothing any more, waits two seconds at the most for what is under way, and closes the connections.
     *
     * @return what was measured
     * @throws InterruptedException if the waiting is interrupted
     */
    public LoadFigures stop() throws InterruptedException {
        threads.forEach(thread -> thread.counts().stop());
        for (LoadThread thread : threads) {
            thread.join();
        }
        Histogram latency = new Histogram(3);
        long answers = 0;
        long wrong = 0;
        long failures = 0;
        long stalled = 0;
        long starved = 0;
        String firstFailure = "";
        for (LoadThread thread : threads) {
            LoadCounts counts = thread.counts();
            latency.add(counts.latency());
            answers += counts.answers();
            wrong += counts.wrong();
            failures += counts.failures();
            stalled += thread.stalled();
            starved += thread.starved();
            firstFailure = firstFailure.isEmpty() ? counts.firstFailure() : firstFailure;
        }
        return new LoadFigures(
                answers,
                seconds,
                latency.getValueAtPercentile(50) / 1e3,
                latency.getValueAtPercentile(99) / 1e3,
                latency.getValueAtPercentile(99.9) / 1e3,
                latency.getMaxValue() / 1e3,
                wrong,
                failures,
                stalled,
                starved,
                firstFailure,
                answers == 0 ? 0 : cpu / 1e3 / answers);
    }

    private long cpuNanos() {
        return threads.stream()
                .mapToLong(thread -> Math.max(0, THREADS.getThreadCpuTime(thread.getId())))
                .sum();
    }
}
