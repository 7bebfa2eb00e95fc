// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.compare;

import dev.slipway.it.backend.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a run has found out about all front ends, against the table of docs/compatibility.md. A front end counts when all of
 * its modes have gone through all of their scenarios: a run of a part changes nothing. Used by one thread.
 */
public final class Compatibility {
    private static final String MARK = "<!-- From here on written by the integration tests. -->";

    private final Map<String, Outcomes> frontEnds = new TreeMap<>();
    private final Map<String, Map<String, String>> complete = new TreeMap<>();

    public Outcomes of(String frontEnd) {
        return frontEnds.computeIfAbsent(frontEnd, key -> new Outcomes());
    }

    /** Writes the document as it is after this run so far, and fails when the one in the tree says otherwise. */
    public void assertAsDocumented(String frontEnd, Collection<String> modes) throws IOException {
        complete.put(frontEnd, of(frontEnd).column(modes));
        Path document = document();
        Path written = Workplace.work("compatibility").resolve("compatibility.md");
        List<String> before = Files.readAllLines(document);
        CompatibilityTable documented = CompatibilityTable.parse(before);
        Files.write(written, document(before, documented.with(complete)));
        List<String> changes = documented.changes(documented.with(Map.of(frontEnd, complete.get(frontEnd))));
        if (!changes.isEmpty()) {
            throw new AssertionError("the scenarios went otherwise than " + document + " says:\n  "
                    + String.join("\n  ", changes) + "\nIf they should, accept it: cp " + written + " " + document);
        }
    }

    /** The table of deviations as it has to be; it changes with the code alone. */
    static List<String> deviations() {
        List<String> lines =
                new ArrayList<>(List.of("| Deviation | Front ends and modes | What happens |", "|---|---|---|"));
        Stream.of(Deviation.values()).map(Deviation::row).forEach(lines::add);
        return lines;
    }

    static Path document() {
        return Workplace.tree().resolve("docs/compatibility.md");
    }

    static List<String> document(List<String> before, CompatibilityTable table) {
        List<String> lines = new ArrayList<>(before.subList(0, before.indexOf(MARK) + 1));
        lines.addAll(List.of("", "## Scenarios", ""));
        lines.addAll(table.lines());
        lines.addAll(List.of("", "## Deviations", ""));
        lines.addAll(deviations());
        return lines;
    }
}
