// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.backend.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DifferenceTest {
    @Test
    void documentation_has_the_same_rows() throws IOException {
        Path document = Workplace.tree().resolve("docs/differences.md");
        List<String> documented = Files.readAllLines(document).stream()
                .filter(line -> line.matches("\\| [a-z, -]+ \\| `.*"))
                .toList();
        List<String> known = Stream.of(Difference.values()).map(Difference::row).toList();
        assertThat(documented)
                .as("rows of the table in %s; the rows of the code are\n%s\n", document, String.join("\n", known))
                .isEqualTo(known);
    }
}
