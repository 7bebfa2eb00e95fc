// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import dev.slipway.it.frontend.FrontEnd;
import dev.slipway.it.frontend.LighttpdFrontEnd;
import dev.slipway.it.frontend.LighttpdFrontEnd.Mode;
import dev.slipway.it.scenario.AbortScenarios;
import dev.slipway.it.scenario.AsyncScenarios;
import dev.slipway.it.scenario.BodyScenarios;
import dev.slipway.it.scenario.ConnectionScenarios;
import dev.slipway.it.scenario.CrashScenarios;
import dev.slipway.it.scenario.DownloadAbortScenarios;
import dev.slipway.it.scenario.EarlyAnswerScenarios;
import dev.slipway.it.scenario.Http2Scenarios;
import dev.slipway.it.scenario.LargeBodyScenarios;
import dev.slipway.it.scenario.ManyEventStreamsScenarios;
import dev.slipway.it.scenario.ResponseScenarios;
import dev.slipway.it.scenario.RestartScenarios;
import dev.slipway.it.scenario.StaticFileScenarios;
import dev.slipway.it.scenario.UnreadBodyScenarios;
import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** The scenarios behind lighttpd. */
@ExtendWith(CompatibilityExtension.class)
class LighttpdIT {
    private abstract static class Scenarios extends FrontEndScenarios
            implements Http2Scenarios, EarlyAnswerScenarios, UnreadBodyScenarios, CrashScenarios {
        private final Mode mode;

        Scenarios(Mode mode) {
            this.mode = mode;
        }

        @Override
        protected FrontEnd frontEnd() throws IOException {
            return new LighttpdFrontEnd(mode);
        }
    }

    @Nested
    class Tcp extends Scenarios {
        Tcp() {
            super(Mode.TCP);
        }
    }

    @Nested
    class UnixStreamedResponses extends Scenarios implements DownloadAbortScenarios {
        UnixStreamedResponses() {
            super(Mode.UNIX_STREAMED_RESPONSES);
        }
    }

    /** Streamed, lighttpd refuses bodies in chunks that are not there at once: 411. */
    @Nested
    class TcpStreamed extends DeployedScenarios
            implements ResponseScenarios,
                    StaticFileScenarios,
                    BodyScenarios,
                    AsyncScenarios,
                    ConnectionScenarios,
                    AbortScenarios,
                    RestartScenarios,
                    Http2Scenarios,
                    DownloadAbortScenarios,
                    LargeBodyScenarios,
                    ManyEventStreamsScenarios,
                    CrashScenarios {
        @Override
        protected FrontEnd frontEnd() throws IOException {
            return new LighttpdFrontEnd(Mode.TCP_STREAMED);
        }
    }
}
