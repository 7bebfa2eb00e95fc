// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import dev.slipway.it.frontend.FrontEnd;
import dev.slipway.it.frontend.HaproxyFrontEnd;
import dev.slipway.it.frontend.HaproxyFrontEnd.Mode;
import dev.slipway.it.scenario.CrashScenarios;
import dev.slipway.it.scenario.DownloadAbortScenarios;
import dev.slipway.it.scenario.EarlyAnswerScenarios;
import dev.slipway.it.scenario.Http2Scenarios;
import dev.slipway.it.scenario.LargeBodyScenarios;
import dev.slipway.it.scenario.UnreadBodyScenarios;
import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** The scenarios behind HAProxy. */
@ExtendWith(CompatibilityExtension.class)
class HaproxyIT {
    private abstract static class Scenarios extends FrontEndScenarios
            implements Http2Scenarios,
                    EarlyAnswerScenarios,
                    DownloadAbortScenarios,
                    UnreadBodyScenarios,
                    CrashScenarios {
        private final Mode mode;

        Scenarios(Mode mode) {
            this.mode = mode;
        }

        @Override
        protected FrontEnd frontEnd() throws IOException {
            return new HaproxyFrontEnd(mode);
        }
    }

    @Nested
    class KeepConnTcp extends Scenarios {
        KeepConnTcp() {
            super(Mode.KEEP_CONN_TCP);
        }
    }

    @Nested
    class MultiplexedUnix extends Scenarios implements LargeBodyScenarios {
        MultiplexedUnix() {
            super(Mode.MULTIPLEXED_UNIX);
        }
    }
}
