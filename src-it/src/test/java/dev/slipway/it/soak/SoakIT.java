// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.backend.Workplace;
import dev.slipway.it.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A short soak, in a process of its own. */
class SoakIT {
    /** It takes half a minute on a machine that has nothing else to do. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private static final String COUNT = "100000";

    @Test
    void every_answer_is_right_and_nothing_grows() throws IOException {
        Path script = Workplace.tree().resolve("src-it/soak.sh");
        Path log = Workplace.work("soak").resolve("soak.log");
        String printed = ChildProcess.run(List.of(script.toString(), COUNT), log, LIMIT);
        assertThat(printed)
                .contains("multiplexed: 100000 of 100000", "sequential: 100000 of 100000")
                .endsWith("every answer was right, and nothing has grown\n");
    }
}
