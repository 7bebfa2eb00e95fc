// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompatibilityTest {
    /** What is in the columns is compared by the runs with the web servers. */
    @Test
    void documentation_is_as_a_run_would_write_it() throws IOException {
        List<String> lines = Files.readAllLines(Compatibility.document());
        assertThat(Compatibility.document(lines, CompatibilityTable.parse(lines)))
                .as("lines of %s", Compatibility.document())
                .isEqualTo(lines);
    }

    @Test
    void table_is_read_as_it_was_written() {
        CompatibilityTable table = table("one", Map.of("Body: whole", "yes", "Body: chunked", "refused"))
                .with(Map.of("two", Map.of("Body: whole", "yes")));
        assertThat(table.lines())
                .containsExactly(
                        "| Scenario | one | two |",
                        "|---|---|---|",
                        "| Body: chunked | refused | – |",
                        "| Body: whole | yes | yes |");
        assertThat(CompatibilityTable.parse(table.lines())).isEqualTo(table);
    }

    @Test
    void change_of_a_cell_is_told_with_its_front_end_and_scenario() {
        CompatibilityTable before = table("one", Map.of("Body: whole", "yes", "Body: old", "yes"));
        CompatibilityTable after = before.with(Map.of("one", Map.of("Body: whole", "cut", "Body: new", "yes")));
        assertThat(before.changes(after))
                .containsExactly(
                        "one, Body: new: was \"–\", is \"yes\"",
                        "one, Body: old: was \"yes\", is \"–\"",
                        "one, Body: whole: was \"yes\", is \"cut\"");
        assertThat(before.changes(before)).isEmpty();
    }

    @Test
    void scenario_that_deviates_in_some_modes_says_both() {
        Outcomes outcomes = new Outcomes();
        for (String mode : List.of("tcp", "unix")) {
            outcomes.succeeded(mode, "Body: whole");
        }
        outcomes.succeeded("of another test", "Body: other");
        assertThat(outcomes.column(List.of("tcp", "unix"))).isEqualTo(Map.of("Body: whole", "yes"));
        assertThat(outcomes.complete("tcp", List.of("Body: whole"))).isTrue();
        assertThat(outcomes.complete("tcp", List.of("Body: whole", "Body: other")))
                .isFalse();
    }

    private static CompatibilityTable table(String frontEnd, Map<String, String> column) {
        return CompatibilityTable.parse(List.of()).with(Map.of(frontEnd, column));
    }
}
