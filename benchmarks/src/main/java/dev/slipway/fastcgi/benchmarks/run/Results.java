// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * All of a run; the JSON file has these fields.
 *
 * @param machine what the figures depend on
 * @param rounds of each scenario
 * @param seconds that each contender was measured in each round
 * @param missing servers that were left out, and why
 * @param measurements of the rounds
 * @param figures of the probes
 * @param profiles one of Slipway, if the probes ran; or none
 */
record Results(
        Map<String, String> machine,
        int rounds,
        double seconds,
        Map<String, String> missing,
        List<Measurement> measurements,
        List<Figure> figures,
        List<Profile> profiles) {
    /** A median of a contender in a scenario, if it was measured. */
    OptionalDouble median(Scenario scenario, String contender, ToDoubleFunction<Medians> figure) {
        return Medians.of(scenario.toString(), measurements).stream()
                .filter(row -> row.contender().equals(contender))
                .mapToDouble(figure)
                .findFirst();
    }

    /** What a probe has found, if it ran. */
    OptionalDouble figure(Figure.What what, String contender) {
        return figures.stream()
                .filter(figure -> figure.what() == what && figure.contender().equals(contender))
                .mapToDouble(Figure::value)
                .findFirst();
    }
}
