// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import dev.slipway.it.frontend.FrontEnd;
import dev.slipway.it.frontend.NginxFrontEnd;
import dev.slipway.it.frontend.NginxFrontEnd.Mode;
import dev.slipway.it.scenario.CrashScenarios;
import dev.slipway.it.scenario.DownloadAbortScenarios;
import dev.slipway.it.scenario.DuplexScenarios;
import dev.slipway.it.scenario.Http2Scenarios;
import dev.slipway.it.scenario.IdleTimeoutScenarios;
import dev.slipway.it.scenario.LargeTransferScenarios;
import dev.slipway.it.scenario.ManyEventStreamsScenarios;
import dev.slipway.it.scenario.UnreadBodyScenarios;
import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The scenarios behind nginx. When an answer begins, nginx sends no more of the request's body than fits into the socket at
 * once: scenarios in which a long body that is read is still on its way then are left out, because how they go depends on
 * socket buffers.
 */
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
    class Tcp extends Scenarios implements ManyEventStreamsScenarios, CrashScenarios, UnreadBodyScenarios {
        Tcp() {
            super(Mode.TCP);
        }
    }

    @Nested
    class TcpKeep extends Scenarios implements UnreadBodyScenarios {
        TcpKeep() {
            super(Mode.TCP_KEEP);
        }
    }

    @Nested
    class UnixKeepUnbuffered extends Scenarios
            implements LargeTransferScenarios, ManyEventStreamsScenarios, CrashScenarios, UnreadBodyScenarios {
        UnixKeepUnbuffered() {
            super(Mode.UNIX_KEEP_UNBUFFERED);
        }
    }

    /** A client whose body was not passed on whole has its connection closed by nginx. */
    @Nested
    class TcpStreamed extends Scenarios implements DuplexScenarios, CrashScenarios {
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
