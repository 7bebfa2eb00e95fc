// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What Linux says of a process and all that it has started (proc(5)). */
final class ProcessFigures {
    /** A tick of utime and stime: USER_HZ is 100 on every Linux. */
    private static final double TICK_MICROS = 10_000;

    private static final int UTIME = 14;
    private static final int STIME = 15;

    private final ProcessHandle root;

    ProcessFigures(ProcessHandle root) {
        this.root = root;
    }

    /** User and system time since the start, in microseconds; those of children that have ended are missing. */
    double cpuMicros() {
        return (ticks(UTIME) + ticks(STIME)) * TICK_MICROS;
    }

    /** User time alone. */
    double userMicros() {
        return ticks(UTIME) * TICK_MICROS;
    }

    private double ticks(int field) {
        return processes().mapToDouble(pid -> ticks(read(pid, "stat"), field)).sum();
    }

    /** System calls of the kind of read so far (syscr); those of recv are not among them. */
    long readCalls() {
        return sum("io", "syscr:");
    }

    /** System calls of the kind of write and writev so far (syscw); those of send are not among them. */
    long writeCalls() {
        return sum("io", "syscw:");
    }

    /** Resident memory in KiB, shared pages counted once for each process. */
    long residentKib() {
        return sum("status", "VmRSS:");
    }

    private long sum(String file, String name) {
        return processes()
                .mapToLong(pid -> read(pid, file)
                        .lines()
                        .filter(line -> line.startsWith(name))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum())
                .sum();
    }

    private Stream<Long> processes() {
        return Stream.concat(Stream.of(root), root.descendants()).map(ProcessHandle::pid);
    }

    private static double ticks(String stat, int field) {
        if (stat.isEmpty()) {
            return 0;
        }
        // The name of the program, field 2, may have blanks; what follows its last parenthesis is field 3.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[field - 3]);
    }

    /** Empty when the process is gone. */
    private static String read(long pid, String name) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), name));
        } catch (IOException gone) {
            return "";
        }
    }
}
