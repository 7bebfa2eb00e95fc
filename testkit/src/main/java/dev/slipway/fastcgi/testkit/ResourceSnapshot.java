// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The threads and file descriptors of this process at one moment, to find what a test leaves behind.
 *
 * <p>Warm the code up before the first snapshot: what is opened once and for all is no leak. Descriptors are counted where
 * {@code /proc/self/fd} exists; those of JAR files and of the runtime image are left out, because class loading opens them.
 */
public final class ResourceSnapshot {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private final Set<Thread> threads;
    private final List<String> descriptors;

    private ResourceSnapshot(Set<Thread> threads, List<String> descriptors) {
        this.threads = threads;
        this.descriptors = descriptors;
    }

    /** What there is now. */
    public static ResourceSnapshot now() {
        return new ResourceSnapshot(new HashSet<>(Thread.getAllStackTraces().keySet()), openDescriptors());
    }

    /** The names of the live threads. */
    public Set<String> threadNames() {
        var names = new TreeSet<String>();
        threads.forEach(thread -> names.add(thread.getName()));
        return names;
    }

    /** How many descriptors were open; 0 where that cannot be known. */
    public int descriptorCount() {
        return descriptors.size();
    }

    /** Waits until no thread is alive that was not there at the snapshot and whose name this accepts. */
    public void awaitNoNewThreads(Predicate<String> name, Duration atMost) {
        Await.until(() -> newThreadNames(name).isEmpty(), atMost, () -> "threads left behind: " + newThreadNames(name));
    }

    /** Waits until no more descriptors are open than at the snapshot. */
    public void awaitNoMoreDescriptors(Duration atMost) {
        Await.until(
                () -> openDescriptors().size() <= descriptors.size(),
                atMost,
                () -> "descriptors left behind: " + newDescriptors());
    }

    private List<String> newThreadNames(Predicate<String> name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !threads.contains(thread))
                .map(Thread::getName)
                .filter(name)
                .sorted()
                .toList();
    }

    private List<String> newDescriptors() {
        var open = new ArrayList<>(openDescriptors());
        descriptors.forEach(open::remove);
        return open;
    }

    private static List<String> openDescriptors() {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return List.of();
        }
        try (Stream<Path> links = Files.list(DESCRIPTORS)) {
            return links.map(ResourceSnapshot::target)
                    .filter(ResourceSnapshot::mayLeak)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private static boolean mayLeak(String target) {
        boolean ofThisListing = target.startsWith("/proc/");
        boolean ofClassLoading = target.endsWith(".jar") || target.endsWith("/lib/modules");
        return !target.isEmpty() && !ofThisListing && !ofClassLoading;
    }
}
