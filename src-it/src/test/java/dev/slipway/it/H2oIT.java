// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import dev.slipway.it.frontend.FrontEnd;
import dev.slipway.it.frontend.H2oFrontEnd;
import dev.slipway.it.scenario.CrashScenarios;
import dev.slipway.it.scenario.DownloadAbortScenarios;
import dev.slipway.it.scenario.EarlyAnswerScenarios;
import dev.slipway.it.scenario.Http2Scenarios;
import dev.slipway.it.scenario.LargeBodyScenarios;
import dev.slipway.it.scenario.UnreadBodyScenarios;
import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** The scenarios behind H2O. */
@ExtendWith(CompatibilityExtension.class)
class H2oIT {
    @Nested
    class KeepaliveTcp extends FrontEndScenarios
            implements Http2Scenarios,
                    EarlyAnswerScenarios,
                    DownloadAbortScenarios,
                    UnreadBodyScenarios,
                    LargeBodyScenarios,
                    CrashScenarios {
        @Override
        protected FrontEnd frontEnd() throws IOException {
            return new H2oFrontEnd();
        }
    }
}
