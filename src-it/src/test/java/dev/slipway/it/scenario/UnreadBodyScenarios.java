// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.scenario;

import static dev.slipway.it.scenario.Scenarios.app;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Pattern26;
import dev.slipway.it.client.Request;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * A long body that the application does not read. Jetty's own connector closes the connection, and the client may lose the
 * answer; a web server would make an error of that, so the body is skipped instead.
 */
public interface UnreadBodyScenarios extends Scenarios {
    @Test
    default void long_unread_body_is_skipped() throws IOException {
        for (int i = 0; i < 5; i++) {
            try (Connection connection = Connection.open(site().http())) {
                Request request = Request.post(app("/ignore-body"), "text/plain", Pattern26.bytes(3_000_000));
                assertThat(connection.exchange(request).text()).isEqualTo("ignored\n");
                assertThat(connection.exchange(Request.get(app("/hello"))).body())
                        .hasSize(1024);
            }
        }
    }
}
