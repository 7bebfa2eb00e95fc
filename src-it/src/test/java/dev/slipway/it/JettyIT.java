// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import dev.slipway.it.backend.Backend;
import dev.slipway.it.frontend.FrontEnd;
import dev.slipway.it.frontend.JettyFrontEnd;
import dev.slipway.it.scenario.DownloadAbortScenarios;
import dev.slipway.it.scenario.DuplexScenarios;
import dev.slipway.it.scenario.EarlyAnswerScenarios;
import dev.slipway.it.scenario.IdleTimeoutScenarios;
import dev.slipway.it.scenario.LargeBodyScenarios;
import java.io.IOException;
import org.junit.jupiter.api.Nested;

/** The scenarios on Jetty's own HTTP connector: they are right when they hold here. */
class JettyIT {
    @Nested
    class HttpConnector extends FrontEndScenarios
            implements EarlyAnswerScenarios, LargeBodyScenarios, DuplexScenarios, DownloadAbortScenarios {
        @Override
        protected FrontEnd frontEnd() throws IOException {
            return new JettyFrontEnd("http-connector", Backend.IDLE_TIMEOUT);
        }
    }

    @Nested
    class HttpConnectorSoonIdle extends DeployedScenarios implements IdleTimeoutScenarios {
        @Override
        protected FrontEnd frontEnd() throws IOException {
            return new JettyFrontEnd("http-connector-soon-idle", IDLE_TIMEOUT);
        }
    }
}
