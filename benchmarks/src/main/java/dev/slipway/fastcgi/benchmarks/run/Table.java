// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import java.util.List;
import java.util.Locale;

/** The medians of one scenario as a table of Markdown. */
final class Table {
    private Table() {}

    /** CPU also as a multiple of the floor; system calls for each request. */
    static String of(List<Medians> rows) {
        StringBuilder text = new StringBuilder(
                "| | CPU per request, µs | × floor | requests/s | p50, µs | p99, µs | reads · writes | errors · stalled · starved |\n"
                        + "|---|--:|--:|--:|--:|--:|--:|--:|\n");
        for (Medians row : rows) {
            if (row.rate() == 0) {
                text.append("| ")
                        .append(row.contender())
                        .append(" | no answer | | | | | | ")
                        .append(faults(row))
                        .append(" |\n");
                continue;
            }
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %s | %,.0f | %,.0f | %,.0f | %.1f · %.1f | %s |%n",
                    row.contender(),
                    row.cpuMicros(),
                    timesFloor(row, rows),
                    row.rate(),
                    row.p50Micros(),
                    row.p99Micros(),
                    row.reads(),
                    row.writes(),
                    faults(row)));
        }
        return text.toString();
    }

    /** Of the floor in the same place, with the same kind of socket: HTTP and AJP are over TCP. */
    private static String timesFloor(Medians row, List<Medians> rows) {
        String title = row.contender();
        String place = title.substring(0, title.lastIndexOf("→ ") + 1);
        String socket = title.endsWith(", Unix") ? "Unix" : "TCP";
        return rows.stream()
                .filter(floor ->
                        floor.contender().startsWith(place) && floor.contender().endsWith("floor, " + socket))
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
