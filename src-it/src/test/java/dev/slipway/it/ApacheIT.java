// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import dev.slipway.it.frontend.ApacheFrontEnd;
import dev.slipway.it.frontend.ApacheFrontEnd.Mode;
import dev.slipway.it.frontend.FrontEnd;
import dev.slipway.it.frontend.ModFcgidFrontEnd;
import dev.slipway.it.scenario.CrashScenarios;
import dev.slipway.it.scenario.DownloadAbortScenarios;
import dev.slipway.it.scenario.EarlyAnswerScenarios;
import dev.slipway.it.scenario.Http2Scenarios;
import dev.slipway.it.scenario.IdleTimeoutScenarios;
import dev.slipway.it.scenario.LargeBodyScenarios;
import dev.slipway.it.scenario.ManyEventStreamsScenarios;
import dev.slipway.it.scenario.UnreadBodyScenarios;
import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** The scenarios behind Apache httpd. */
@ExtendWith(CompatibilityExtension.class)
class ApacheIT {
    private abstract static class Scenarios extends FrontEndScenarios
            implements Http2Scenarios, EarlyAnswerScenarios, UnreadBodyScenarios, DownloadAbortScenarios {
        private final Mode mode;

        Scenarios(Mode mode) {
            this.mode = mode;
        }

        @Override
        protected FrontEnd frontEnd() throws IOException {
            return new ApacheFrontEnd(mode);
        }
    }

    @Nested
    class ProxyPassTcpReuse extends Scenarios implements LargeBodyScenarios, ManyEventStreamsScenarios, CrashScenarios {
        ProxyPassTcpReuse() {
            super(Mode.PROXYPASS_TCP_REUSE);
        }
    }

    @Nested
    class ProxyPassTcpNoReuse extends Scenarios {
        ProxyPassTcpNoReuse() {
            super(Mode.PROXYPASS_TCP_NO_REUSE);
        }
    }

    @Nested
    class ProxyPassUnixReuse extends Scenarios {
        ProxyPassUnixReuse() {
            super(Mode.PROXYPASS_UNIX_REUSE);
        }
    }

    @Nested
    class ProxyPassUnixNoReuse extends Scenarios implements LargeBodyScenarios {
        ProxyPassUnixNoReuse() {
            super(Mode.PROXYPASS_UNIX_NO_REUSE);
        }
    }

    @Nested
    class SetHandlerTcp extends Scenarios {
        SetHandlerTcp() {
            super(Mode.SETHANDLER_TCP);
        }
    }

    @Nested
    class SetHandlerUnix extends Scenarios implements CrashScenarios {
        SetHandlerUnix() {
            super(Mode.SETHANDLER_UNIX);
        }
    }

    /** {@code balancer://} with two members. */
    @Nested
    class BalancerUnix extends Scenarios implements CrashScenarios {
        BalancerUnix() {
            super(Mode.BALANCER_UNIX);
        }
    }

    /** With sanitizers in the relays. */
    @Nested
    class ModFcgid extends FrontEndScenarios implements UnreadBodyScenarios, LargeBodyScenarios, CrashScenarios {
        @Override
        protected FrontEnd frontEnd() throws IOException {
            return new ModFcgidFrontEnd("slipway-relay-sanitized");
        }
    }

    @Nested
    class ProxyPassTcpReuseSoonIdle extends DeployedScenarios implements IdleTimeoutScenarios {
        @Override
        protected FrontEnd frontEnd() throws IOException {
            return new ApacheFrontEnd(Mode.PROXYPASS_TCP_REUSE, "proxypass-tcp-reuse-soon-idle", IDLE_TIMEOUT);
        }
    }
}
