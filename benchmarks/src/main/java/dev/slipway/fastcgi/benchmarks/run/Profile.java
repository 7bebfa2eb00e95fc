// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the time of Slipway went while Java Flight Recorder looked on: threads that run Java code, without system calls, of
 * which it sees nothing.
 *
 * @param userCpu the share of user time in the processor time of the process, 0 to 1; the rest is the kernel's
 * @param samples how many there are
 * @param parts samples by the part of the program that ran, or had the JDK run
 * @param methods the most frequent methods, by samples
 */
record Profile(double userCpu, long samples, Map<String, Long> parts, Map<String, Long> methods) {
    private static final int METHODS = 15;

    /** Parts by the beginnings of their packages; the first that fits counts. */
    private static final Map<String, String> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("dev.slipway.fastcgi.jetty", "Slipway, jetty-adapter");
        PARTS.put("dev.slipway.fastcgi.benchmarks", "the servlet");
        PARTS.put("dev.slipway.fastcgi", "Slipway, connector-core");
        PARTS.put("org.eclipse.jetty.ee11", "Jetty, servlet layer");
        PARTS.put("org.eclipse.jetty.server", "Jetty, server");
        PARTS.put("org.eclipse.jetty.http", "Jetty, fields and URIs");
        PARTS.put("org.eclipse.jetty", "Jetty, selector, buffers and threads");
    }

    /** Reads what was recorded. */
    static Profile of(Path recording, double userCpu) throws IOException {
        List<RecordedStackTrace> stacks = RecordingFile.readAllEvents(recording).stream()
                .filter(event -> event.getEventType().getName().equals(JvmFigures.SAMPLE))
                .map(event -> event.getStackTrace())
                .filter(Objects::nonNull)
                .filter(stack -> isOfRequests(stack.getFrames()))
                .toList();
        Map<String, Long> parts = new HashMap<>();
        Map<String, Long> methods = new HashMap<>();
        for (RecordedStackTrace stack : stacks) {
            parts.merge(part(stack.getFrames()), 1L, Long::sum);
            RecordedMethod method = stack.getFrames().get(0).getMethod();
            methods.merge(method.getType().getName() + "." + method.getName(), 1L, Long::sum);
        }
        Files.delete(recording);
        return new Profile(userCpu, stacks.size(), sorted(parts, parts.size()), sorted(methods, METHODS));
    }

    /** Whether it is of a thread of Jetty's pool, and not of one that is asked for figures. */
    private static boolean isOfRequests(List<RecordedFrame> frames) {
        return frames.stream()
                .anyMatch(frame -> frame.getMethod().getType().getName().startsWith("org.eclipse.jetty"));
    }

    /** What ran, or what had the JDK run. */
    private static String part(List<RecordedFrame> frames) {
        for (RecordedFrame frame : frames) {
            String type = frame.getMethod().getType().getName();
            for (Map.Entry<String, String> part : PARTS.entrySet()) {
                if (type.startsWith(part.getKey())) {
                    return part.getValue();
                }
            }
        }
        return "others";
    }

    private static Map<String, Long> sorted(Map<String, Long> counts, int most) {
        Map<String, Long> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }
}
