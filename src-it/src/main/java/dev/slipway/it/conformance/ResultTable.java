// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results as lines of text: a heading for each group, a row for each check, and the sum. */
public final class ResultTable {
    private static final int REASON_LENGTH = 100;

    private final List<Result> results = new ArrayList<>();

    /** Adds a row. */
    public void add(Result result) {
        results.add(result);
    }

    /** Whether there are rows, and all of them passed. */
    public boolean allPassed() {
        return !results.isEmpty() && results.stream().allMatch(Result::passed);
    }

    /** The table. */
    @Override
    public String toString() {
        int section =
                width(results.stream().map(result -> result.check().section()).toList());
        int name = width(results.stream().map(result -> result.check().name()).toList());
        String row = "  %-" + section + "s  %-" + name + "s  %-6s  %s";
        StringBuilder text = new StringBuilder();
        byGroup().forEach((group, rows) -> {
            text.append("%s: %d of %d%n".formatted(group, passed(rows), rows.size()));
            for (Result result : rows) {
                Check check = result.check();
                String line = row.formatted(
                        check.section(), check.name(), result.outcome().word(), reason(result));
                text.append(line.stripTrailing()).append(System.lineSeparator());
            }
        });
        return text.append("%d of %d checks passed%n".formatted(passed(results), results.size()))
                .toString();
    }

    private Map<String, List<Result>> byGroup() {
        Map<String, List<Result>> groups = new LinkedHashMap<>();
        results.forEach(result ->
                groups.computeIfAbsent(result.group(), key -> new ArrayList<>()).add(result));
        return groups;
    }

    private static long passed(List<Result> rows) {
        return rows.stream().filter(Result::passed).count();
    }

    /** One line, without what could confuse a terminal: part of it is what a peer sent. */
    private static String reason(Result result) {
        String reason = result.reason().replaceAll("[^\\x20-\\x7E]", "?");
        return reason.length() <= REASON_LENGTH ? reason : reason.substring(0, REASON_LENGTH) + "...";
    }

    private static int width(List<String> column) {
        return Math.max(1, column.stream().mapToInt(String::length).max().orElse(0));
    }
}
