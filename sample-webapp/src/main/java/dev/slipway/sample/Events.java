// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How often each {@link Event} has happened since the application started. */
final class Events {
    private static final Object LOCK = new Object();
    private static final Map<Event, Long> COUNTS = new EnumMap<>(Event.class);

    private Events() {}

    static void happened(Event event) {
        synchronized (LOCK) {
            COUNTS.merge(event, 1L, Long::sum);
            LOCK.notifyAll();
        }
    }

    static long count(Event event) {
        synchronized (LOCK) {
            return COUNTS.getOrDefault(event, 0L);
        }
    }

    /** Waits until an event has happened more than so many times, or the time is over. */
    static void awaitMoreThan(long count, Event event, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        synchronized (LOCK) {
            long left = deadline - System.nanoTime();
            while (count(event) <= count && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(LOCK, left);
                left = deadline - System.nanoTime();
            }
        }
    }

    static Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Event event : Event.values()) {
            counts.put(event.key(), count(event));
        }
        return counts;
    }
}
