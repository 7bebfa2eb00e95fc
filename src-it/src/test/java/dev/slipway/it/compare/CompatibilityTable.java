// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The table scenario by front end, as text of a document and as its columns. */
public record CompatibilityTable(SortedMap<String, SortedMap<String, String>> columns) {
    /** The scenario is not part of any mode of that front end. */
    private static final String NOT_RUN = "–";

    private static final String CORNER = "Scenario";

    /** The table that begins with this line's {@code | Scenario |}; other lines are of no interest. */
    public static CompatibilityTable parse(List<String> lines) {
        SortedMap<String, SortedMap<String, String>> columns = new TreeMap<>();
        List<String> names = List.of();
        for (String line : lines) {
            List<String> cells = cells(line);
            if (line.startsWith("| " + CORNER + " |")) {
                names = cells.subList(1, cells.size());
                names.forEach(name -> columns.put(name, new TreeMap<>()));
            } else if (names.isEmpty() || !line.startsWith("| ")) {
                names = line.startsWith("|---") ? names : List.of();
            } else {
                for (int i = 0; i < names.size(); i++) {
                    if (!cells.get(i + 1).equals(NOT_RUN)) {
                        columns.get(names.get(i)).put(cells.get(0), cells.get(i + 1));
                    }
                }
            }
        }
        return new CompatibilityTable(columns);
    }

    private static List<String> cells(String line) {
        return Stream.of(line.split("\\|")).map(String::strip).skip(1).toList();
    }

    /** The same with these columns instead of those of the same names. */
    public CompatibilityTable with(Map<String, Map<String, String>> measured) {
        SortedMap<String, SortedMap<String, String>> all = new TreeMap<>(columns);
        measured.forEach((name, column) -> all.put(name, new TreeMap<>(column)));
        return new CompatibilityTable(all);
    }

    /** What is different in that table, a line for each cell. */
    public List<String> changes(CompatibilityTable other) {
        List<String> changes = new ArrayList<>();
        Set<String> names = new TreeSet<>(columns.keySet());
        names.addAll(other.columns.keySet());
        SortedSet<String> scenarios = scenarios();
        scenarios.addAll(other.scenarios());
        for (String name : names) {
            for (String scenario : scenarios) {
                String here = cell(name, scenario);
                String there = other.cell(name, scenario);
                if (!here.equals(there)) {
                    changes.add(name + ", " + scenario + ": was \"" + here + "\", is \"" + there + "\"");
                }
            }
        }
        return changes;
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("| " + CORNER + " | " + String.join(" | ", columns.keySet()) + " |");
        lines.add("|---".repeat(columns.size() + 1) + "|");
        for (String scenario : scenarios()) {
            List<String> cells = new ArrayList<>(List.of(scenario));
            columns.keySet().forEach(name -> cells.add(cell(name, scenario)));
            lines.add("| " + String.join(" | ", cells) + " |");
        }
        return lines;
    }

    private SortedSet<String> scenarios() {
        SortedSet<String> scenarios = new TreeSet<>();
        columns.values().forEach(column -> scenarios.addAll(column.keySet()));
        return scenarios;
    }

    private String cell(String name, String scenario) {
        return columns.getOrDefault(name, new TreeMap<>()).getOrDefault(scenario, NOT_RUN);
    }
}
