// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import dev.slipway.it.frontend.FrontEnd;
import dev.slipway.it.frontend.LighttpdFrontEnd;
import dev.slipway.it.frontend.LighttpdFrontEnd.Mode;
import dev.slipway.it.scenario.DownloadAbortScenarios;
import dev.slipway.it.scenario.DuplexScenarios;
import dev.slipway.it.scenario.EarlyAnswerScenarios;
import dev.slipway.it.scenario.Http2Scenarios;
import dev.slipway.it.scenario.LargeBodyScenarios;
import dev.slipway.it.scenario.UnreadBodyScenarios;
import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** The scenarios behind lighttpd. */
@ExtendWith(CompatibilityExtension.class)
class LighttpdIT {
    private abstract static class Scenarios extends FrontEndScenarios
            implements Http2Scenarios, EarlyAnswerScenarios, UnreadBodyScenarios {
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

    @Nested
    class TcpStreamed extends Scenarios implements DownloadAbortScenarios, DuplexScenarios, LargeBodyScenarios {
        TcpStreamed() {
            super(Mode.TCP_STREAMED);
        }
    }
}
