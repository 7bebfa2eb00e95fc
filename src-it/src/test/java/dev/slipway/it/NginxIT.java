// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import dev.slipway.it.frontend.FrontEnd;
import dev.slipway.it.frontend.NginxFrontEnd;
import dev.slipway.it.frontend.NginxFrontEnd.Mode;
import dev.slipway.it.scenario.DownloadAbortScenarios;
import dev.slipway.it.scenario.DuplexScenarios;
import dev.slipway.it.scenario.EarlyAnswerScenarios;
import dev.slipway.it.scenario.Http2Scenarios;
import dev.slipway.it.scenario.IdleTimeoutScenarios;
import dev.slipway.it.scenario.LargeBodyScenarios;
import dev.slipway.it.scenario.ManyEventStreamsScenarios;
import dev.slipway.it.scenario.UnreadBodyScenarios;
import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** The scenarios behind nginx. */
@ExtendWith(CompatibilityExtension.class)
class NginxIT {
    private abstract static class Scenarios extends FrontEndScenarios
            implements Http2Scenarios, DownloadAbortScenarios {
        private final Mode mode;

        Scenarios(Mode mode) {
            this.mode = mode;
        }

        @Override
        protected FrontEnd frontEnd() throws IOException {
            return new NginxFrontEnd(mode);
        }
    }

    @Nested
    class Tcp extends Scenarios implements EarlyAnswerScenarios, UnreadBodyScenarios, ManyEventStreamsScenarios {
        Tcp() {
            super(Mode.TCP);
        }
    }

    @Nested
    class TcpKeep extends Scenarios implements EarlyAnswerScenarios, UnreadBodyScenarios {
        TcpKeep() {
            super(Mode.TCP_KEEP);
        }
    }

    @Nested
    class UnixKeepUnbuffered extends Scenarios
            implements EarlyAnswerScenarios, UnreadBodyScenarios, LargeBodyScenarios, ManyEventStreamsScenarios {
        UnixKeepUnbuffered() {
            super(Mode.UNIX_KEEP_UNBUFFERED);
        }
    }

    @Nested
    class TcpStreamed extends Scenarios implements DuplexScenarios, UnreadBodyScenarios {
        TcpStreamed() {
            super(Mode.TCP_STREAMED);
        }
    }

    @Nested
    class TcpStreamedSoonIdle extends DeployedScenarios implements IdleTimeoutScenarios {
        @Override
        protected FrontEnd frontEnd() throws IOException {
            return new NginxFrontEnd(Mode.TCP_STREAMED, "tcp-streamed-soon-idle", IDLE_TIMEOUT);
        }
    }
}
