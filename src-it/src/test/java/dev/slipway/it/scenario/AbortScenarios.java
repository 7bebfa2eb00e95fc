// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.scenario;

import static dev.slipway.it.scenario.Scenarios.app;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Pattern26;
import dev.slipway.it.client.Request;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A client that goes away is told to the application, as a failure of what it is doing, and disturbs nobody else. */
public interface AbortScenarios extends Scenarios {
    /** A reset takes back what the web server has not read yet: it comes when the application has the first of the body. */
    @Test
    default void client_gone_in_the_middle_of_an_upload_fails_the_read() throws IOException {
        Events begun = Events.of(site(), "bodiesBegun");
        Events events = Events.of(site(), "readFailures");
        try (Connection connection = Connection.open(site().http())) {
            connection.send(Request.of("POST", app("/digest")).with("Content-Length: 10000000"));
            connection.send(Pattern26.bytes(1_000_000));
            if (!site().deviating()) {
                begun.awaitMore(1);
            }
            connection.reset();
        }
        events.assertOneMore();
    }

    @Test
    default void client_gone_before_a_slow_answer_disturbs_nobody() throws IOException {
        for (int i = 0; i < 10; i++) {
            try (Connection connection = Connection.open(site().http())) {
                connection.send(Request.get(app(i % 2 == 0 ? "/slow?ms=200" : "/async?ms=200")));
                connection.reset();
            }
            assertThat(site().exchange(Request.get(app("/hello"))).body()).hasSize(1024);
        }
    }
}
