// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Compares what a servlet saw behind a web server with what it saw behind Jetty's HTTP connector. */
public final class Comparison {
    private Comparison() {}

    /** What differs and is not documented, a line for each. */
    public static List<String> undocumented(String frontEnd, EchoRequest request, Echo reference, Echo site) {
        List<String> found = new ArrayList<>();
        if (reference.status() != site.status()) {
            found.add("status: " + reference.status() + " with Jetty's HTTP connector, " + site.status() + " here");
        }
        Set<String> names = new TreeSet<>(reference.fields().keySet());
        names.addAll(site.fields().keySet());
        for (String name : names) {
            String expected = reference.fields().get(name);
            String actual = site.fields().get(name);
            boolean same = expected != null && expected.equals(actual);
            if (!same
                    && Stream.of(Difference.values())
                            .noneMatch(difference -> difference.permits(frontEnd, request, name, expected, actual))) {
                found.add(name + ": " + expected + " with Jetty's HTTP connector, " + actual + " here");
            }
        }
        return found;
    }
}
