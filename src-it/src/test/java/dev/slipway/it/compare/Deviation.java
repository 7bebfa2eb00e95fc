// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.compare;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A scenario that goes otherwise behind a web server, whatever the connector does: it has to fail there, and in this way. A
 * scenario that succeeds although a deviation says otherwise fails, so that none outlives its reason. The deviations are in
 * docs/compatibility.md; what an application sees otherwise of a request is in {@link Difference}.
 */
public enum Deviation {
    ;

    private final List<String> frontEnds;
    private final List<String> scenarios;
    private final String measured;
    private final String reason;

    /**
     * @param frontEnds names as of {@code FrontEnd.name()} for all modes, or {@code NAME MODE}, separated by a comma
     * @param scenarios names of methods, for those with an argument {@code method(argument)}, separated by a comma
     * @param measured what the scenario's failure has to say, after the words of the assertion
     * @param reason a sentence for the documentation: what the client or the application gets, and why
     */
    Deviation(String frontEnds, String scenarios, String measured, String reason) {
        this.frontEnds = List.of(frontEnds.split(", "));
        this.scenarios = List.of(scenarios.split(", "));
        this.measured = measured;
        this.reason = reason;
    }

    /** @param frontEnd {@code NAME MODE} */
    public static Optional<Deviation> of(String frontEnd, String scenario) {
        return Stream.of(values())
                .filter(deviation ->
                        deviation.frontEnds.contains(frontEnd) || deviation.frontEnds.contains(frontEnd.split(" ")[0]))
                .filter(deviation -> deviation.scenarios.contains(scenario))
                .findFirst();
    }

    public boolean explains(Throwable failure) {
        return failure.toString().contains(measured);
    }

    public String measured() {
        return measured;
    }

    /** As the documentation calls it. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** This deviation as a row of the documentation's table. */
    public String row() {
        return "| " + String.join(" | ", title(), String.join(", ", frontEnds), reason) + " |";
    }
}
