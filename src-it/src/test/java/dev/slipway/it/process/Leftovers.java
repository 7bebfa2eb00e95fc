// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.process;

import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the tests' own process has: threads, processes and open files, which a class of tests must give back. */
public record Leftovers(Set<Thread> threads, Set<ProcessHandle> processes, OpenFiles files) {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    public static Leftovers now() {
        return new Leftovers(
                Thread.getAllStackTraces().keySet().stream()
                        .filter(Predicate.not(Leftovers::ofTheRuntime))
                        .collect(Collectors.toSet()),
                ProcessHandle.current().descendants().collect(Collectors.toSet()),
                OpenFiles.of(ProcessHandle.current().pid()));
    }

    /** Waits until there is no more than before, and fails if that does not happen. */
    public void awaitNoMore() {
        Await.until(() -> "the tests leave nothing behind: before " + this + ", now " + now(), LIMIT, () -> {
            Leftovers now = now();
            return threads.containsAll(now.threads)
                    && processes.containsAll(now.processes)
                    && now.files.noMoreThan(files);
        });
    }

    /** The threads that wait for processes to end, and tell it, live for a minute after the last one. */
    private static boolean ofTheRuntime(Thread thread) {
        return thread.getName().startsWith("process reaper")
                || thread.getName().startsWith("ForkJoinPool.commonPool")
                || thread.getThreadGroup() == null
                || thread.getThreadGroup().getName().equals("system");
    }
}
