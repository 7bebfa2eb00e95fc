// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import java.util.List;
import java.util.Locale;

/** The medians of one scenario as a table of Markdown. */
final class Table {
    private Table() {}

    /** CPU as a multiple of the first row with the same kind of socket, rates as they are. */
    static String of(List<Medians> rows) {
        StringBuilder text = new StringBuilder(
                "| | CPU per request, µs | × floor | requests/s | p50, µs | p99, µs | errors · stalled · starved |\n"
                        + "|---|--:|--:|--:|--:|--:|--:|\n");
        for (Medians row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %s | %,.0f | %,.0f | %,.0f | %s |%n",
                    row.contender(),
                    row.cpuMicros(),
                    timesFloor(row, rows),
                    row.rate(),
                    row.p50Micros(),
                    row.p99Micros(),
                    faults(row)));
        }
        return text.toString();
    }

    private static String timesFloor(Medians row, List<Medians> rows) {
        String socket = row.contender().endsWith(", Unix") ? ", Unix" : ", TCP";
        return rows.stream()
                .filter(floor -> floor.contender().startsWith("floor")
                        && floor.contender().endsWith(socket))
                .findFirst()
                .map(floor -> String.format(Locale.ROOT, "%.2f", row.cpuMicros() / floor.cpuMicros()))
                .orElse("");
    }

    private static String faults(Medians row) {
        return row.errors() + row.stalled() + row.starved() == 0
                ? ""
                : row.errors() + " · " + row.stalled() + " · " + row.starved();
    }
}
