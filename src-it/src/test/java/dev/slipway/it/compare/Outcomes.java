// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.compare;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** How the scenarios went behind one front end, in all of its modes. Used by one thread. */
public final class Outcomes {
    /** Scenario, mode, deviations; with arguments, a scenario may deviate in more than one way. */
    private final Map<String, Map<String, Set<String>>> scenarios = new TreeMap<>();

    /** The scenario went in this mode as it should; called once for each of its arguments. */
    public void succeeded(String mode, String scenario) {
        deviations(mode, scenario);
    }

    /** The scenario went in this mode as the deviation says. */
    public void deviated(String mode, String scenario, Deviation deviation) {
        deviations(mode, scenario).add(deviation.title());
    }

    private Set<String> deviations(String mode, String scenario) {
        return scenarios
                .computeIfAbsent(scenario, key -> new TreeMap<>())
                .computeIfAbsent(mode, key -> new TreeSet<>());
    }

    /** Whether all of these have been gone through in this mode. */
    public boolean complete(String mode, Collection<String> expected) {
        return expected.stream()
                .allMatch(scenario -> scenarios.getOrDefault(scenario, Map.of()).containsKey(mode));
    }

    /** The column of the documentation's table for these modes: a cell for each scenario. */
    public Map<String, String> column(Collection<String> modes) {
        Map<String, String> column = new TreeMap<>();
        scenarios.forEach((scenario, outcomes) -> {
            List<Set<String>> chosen = modes.stream()
                    .filter(outcomes::containsKey)
                    .map(outcomes::get)
                    .toList();
            if (!chosen.isEmpty()) {
                column.put(scenario, cell(chosen));
            }
        });
        return column;
    }

    private static String cell(List<Set<String>> modes) {
        SortedSet<String> deviations = new TreeSet<>();
        modes.forEach(deviations::addAll);
        if (deviations.isEmpty()) {
            return "yes";
        }
        boolean everywhere = modes.stream().noneMatch(Set::isEmpty);
        return (everywhere ? "" : "yes, but ") + String.join("; ", deviations);
    }
}
