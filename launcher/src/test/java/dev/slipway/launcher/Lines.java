// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a process has printed so far; a test waits for a line of it. */
final class Lines {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    /** Takes the lines of a process until it closes the stream. */
    void readFrom(InputStream stream) {
        Thread reader = new Thread(() -> read(stream), "lines");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(InputStream stream) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** All lines, once the process has closed the stream. */
    synchronized List<String> all() throws InterruptedException {
        await(() -> ended, "the end");
        return List.copyOf(lines);
    }

    /** The first line that begins so. */
    String beginning(String prefix) throws InterruptedException {
        return first(line -> line.startsWith(prefix), prefix + "…");
    }

    /** The first line that has this in it. */
    String containing(String part) throws InterruptedException {
        return first(line -> line.contains(part), "…" + part + "…");
    }

    private synchronized String first(Predicate<String> wanted, String what) throws InterruptedException {
        await(() -> ended || lines.stream().anyMatch(wanted), what);
        Optional<String> line = lines.stream().filter(wanted).findFirst();
        return line.orElseThrow(() -> new AssertionError("no line '" + what + "' in " + lines));
    }

    private interface Condition {
        boolean holds();
    }

    private void await(Condition condition, String what) throws InterruptedException {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.holds()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("no '" + what + "' within " + DEADLINE + " in " + lines);
            }
            wait(left);
        }
    }
}
