// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import dev.slipway.it.frontend.FrontEnd;
import dev.slipway.it.frontend.ModFcgidFrontEnd;
import dev.slipway.it.scenario.LargeBodyScenarios;
import dev.slipway.it.scenario.UnreadBodyScenarios;
import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** The scenarios behind Apache httpd with mod_fcgid and relays. */
@ExtendWith(CompatibilityExtension.class)
class ModFcgidIT {
    /** With sanitizers in the relay. */
    @Nested
    class Relay extends FrontEndScenarios implements UnreadBodyScenarios, LargeBodyScenarios {
        @Override
        protected FrontEnd frontEnd() throws IOException {
            return new ModFcgidFrontEnd("relay", "slipway-relay-sanitized");
        }
    }
}
