// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import dev.slipway.it.frontend.CaddyFrontEnd;
import dev.slipway.it.frontend.FrontEnd;
import dev.slipway.it.scenario.CrashScenarios;
import dev.slipway.it.scenario.DownloadAbortScenarios;
import dev.slipway.it.scenario.Http2Scenarios;
import dev.slipway.it.scenario.LargeTransferScenarios;
import dev.slipway.it.scenario.UnreadBodyScenarios;
import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** The scenarios behind Caddy. */
@ExtendWith(CompatibilityExtension.class)
class CaddyIT {
    @Nested
    class Tcp extends FrontEndScenarios
            implements Http2Scenarios,
                    DownloadAbortScenarios,
                    UnreadBodyScenarios,
                    LargeTransferScenarios,
                    CrashScenarios {
        @Override
        protected FrontEnd frontEnd() throws IOException {
            return new CaddyFrontEnd();
        }
    }
}
