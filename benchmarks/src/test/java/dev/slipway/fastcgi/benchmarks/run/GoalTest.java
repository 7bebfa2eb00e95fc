// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.benchmarks.load.LoadFigures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoalTest {
    private static final LoadFigures LOAD = new LoadFigures(1, 1, 1, 1, 1, 1, 0, 0, 0, 0, "", 1);

    @Test
    void goal_is_a_ratio_of_medians() {
        assertThat(rows(
                        round("floor, TCP", 1, 5),
                        round("floor, TCP", 2, 100),
                        round("floor, TCP", 3, 4),
                        round("Slipway, TCP", 1, 10)))
                .contains("| CPU per request, get-16: Slipway, TCP : floor, TCP | ≤ 1.8 | 2.00 | **missed** |");
    }

    @Test
    void goal_that_is_met() {
        assertThat(rows(round("floor, TCP", 1, 10), round("Slipway, TCP", 1, 18)))
                .contains("| CPU per request, get-16: Slipway, TCP : floor, TCP | ≤ 1.8 | 1.80 | met |");
    }

    @Test
    void what_was_not_measured_is_said() {
        assertThat(rows(round("Slipway, TCP", 1, 10)))
                .contains("| CPU per request, get-16: Slipway, TCP : floor, TCP | ≤ 1.8 | not measured |  |");
    }

    private static List<String> rows(Measurement... rounds) {
        return Goal.of(new Results(Map.of(), 1, 1, Map.of(), List.of(rounds), List.of(), List.of())).stream()
                .map(Goal::row)
                .toList();
    }

    private static Measurement round(String contender, int round, double cpuMicros) {
        return new Measurement(Scenario.GET_16.toString(), contender, round, 1, cpuMicros, 1, 1, 1, LOAD);
    }
}
