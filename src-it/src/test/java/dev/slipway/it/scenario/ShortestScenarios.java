// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Pattern26;
import dev.slipway.it.client.Request;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What the shortest configuration of a page promises, which serves the application as the whole site. */
public interface ShortestScenarios extends Scenarios {
    @Test
    default void it_works() throws IOException {
        assertThat(site().exchange(Request.get("/hello")).body()).hasSize(1024);
        assertThat(Scenarios.json(Connection.exchange(site().https(), Request.get("/echo")))
                        .path("secure")
                        .asBoolean())
                .isTrue();
        byte[] body = Pattern26.bytes(100_000);
        assertThat(site().exchange(Request.post("/count", "text/plain", body)).text())
                .isEqualTo("100000");
    }
}
