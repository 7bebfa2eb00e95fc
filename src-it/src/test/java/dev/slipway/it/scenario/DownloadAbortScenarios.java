// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.scenario;

import static dev.slipway.it.scenario.Scenarios.app;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Request;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * A client that goes away while it gets its answer is told to the application. Not for a web server that takes the whole
 * answer before it looks at the client again, however long that is.
 */
public interface DownloadAbortScenarios extends Scenarios {
    @Test
    default void client_gone_while_the_servlet_writes_fails_the_write() throws IOException {
        Events events = Events.of(site(), "disconnects");
        try (Connection connection = Connection.open(site().http())) {
            connection.send(Request.get(app("/disconnect?ms=10")));
            assertThat(connection.body("GET", connection.head()).read()).isEqualTo('l');
            connection.reset();
        }
        events.assertOneMore();
    }

    @Test
    default void client_gone_in_the_middle_of_a_download_fails_the_write() throws IOException {
        Events events = Events.of(site(), "writeFailures");
        try (Connection connection = Connection.open(site().https(), 64 * 1024)) {
            connection.send(Request.get(app("/bytes?n=2000000000")));
            assertThat(connection.body("GET", connection.head()).readNBytes(100_000))
                    .hasSize(100_000);
            connection.reset();
        }
        events.assertOneMore();
    }
}
