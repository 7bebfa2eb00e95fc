// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.scenario;

import static dev.slipway.it.scenario.Scenarios.app;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.client.Pattern26;
import dev.slipway.it.client.Request;
import dev.slipway.it.process.Await;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The backend goes away and comes back; the web server stays. */
public interface RestartScenarios extends Scenarios {
    @Test
    default void backend_restarted_between_requests_is_found_again_at_once() throws IOException {
        // What the scenarios before this one left open would go unnoticed with the old process.
        site().settle();
        assertServed();
        site().backend().stop();
        if (site().frontEnd().answersWithoutBackend()) {
            assertThat(site().exchange(Request.get(app("/hello"))).status()).isBetween(502, 504);
        }
        site().backend().start();
        if (site().frontEnd().pausesWithoutBackend()) {
            Await.until("the backend is found again", Duration.ofSeconds(20), () -> KilledBackend.isServed(site()));
        }
        assertServed();
    }

    /** It could not close its connections, nor remove its socket's file. */
    @Test
    default void backend_killed_while_idle_is_found_again_at_once() throws IOException {
        assertServed();
        site().backend().kill();
        site().backend().start();
        assertServed();
    }

    private void assertServed() throws IOException {
        for (int i = 0; i < 10; i++) {
            assertThat(site().exchange(Request.get(app("/hello"))).body()).hasSize(1024);
            assertThat(site().exchange(Request.post(app("/count"), "text/plain", Pattern26.bytes(i)))
                            .text())
                    .isEqualTo(Integer.toString(i));
        }
    }
}
