// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Compares what a servlet saw behind a web server with what it saw behind Jetty's HTTP connector. */
public final class Comparison {
    private Comparison() {}

    /** What differs and is not documented, a line for each. */
    public static List<String> undocumented(String frontEnd, EchoRequest request, Echo reference, Echo site) {
        if (reference.status() != site.status()) {
            return compare(frontEnd, request, "status", "" + reference.status(), "" + site.status());
        }
        Set<String> names = new TreeSet<>(reference.fields().keySet());
        names.addAll(site.fields().keySet());
        List<String> found = new ArrayList<>();
        for (String name : names) {
            found.addAll(compare(
                    frontEnd,
                    request,
                    name,
                    reference.fields().get(name),
                    site.fields().get(name)));
        }
        return found;
    }

    private static List<String> compare(
            String frontEnd, EchoRequest request, String name, String reference, String site) {
        boolean documented = Objects.equals(reference, site)
                || Stream.of(Difference.values())
                        .anyMatch(difference -> difference.permits(frontEnd, request, name, reference, site));
        return documented
                ? List.of()
                : List.of(name + ": " + reference + " with Jetty's HTTP connector, " + site + " here");
    }
}
