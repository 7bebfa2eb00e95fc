// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.scenario;

import static dev.slipway.it.scenario.Scenarios.app;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Pattern26;
import dev.slipway.it.client.Request;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** With a backend that waits for a short time only: a client that stalls is told to the application, and nothing else is. */
public interface IdleTimeoutScenarios extends Scenarios {
    Duration IDLE_TIMEOUT = Duration.ofSeconds(1);

    @Test
    default void stalled_upload_fails_the_read() throws IOException {
        Events events = Events.of(site(), "readFailures");
        try (Connection connection = Connection.open(site().http())) {
            connection.send(Request.of("POST", app("/digest")).with("Content-Length: 100000"));
            connection.send(Pattern26.bytes(50_000));
            events.assertOneMore();
        }
    }

    @Test
    default void stalled_upload_reaches_the_read_listener() throws IOException {
        Events events = Events.of(site(), "readFailures");
        try (Connection connection = Connection.open(site().http())) {
            connection.send(Request.of("POST", app("/nio-echo")).with("Content-Length: 100000"));
            connection.send(Pattern26.bytes(50_000));
            events.assertOneMore();
        }
    }

    @Test
    default void stalled_download_fails_the_write() throws IOException {
        Events events = Events.of(site(), "writeFailures");
        try (Connection connection = Connection.open(site().http(), 64 * 1024)) {
            connection.send(Request.get(app("/bytes?n=2000000000")));
            events.assertOneMore();
        }
    }

    @Test
    default void servlet_that_thinks_for_longer_is_left_alone() throws IOException {
        assertThat(site().exchange(Request.get(app("/slow?ms=2500"))).text()).isEqualTo("answered after 2500 ms\n");
    }

    @Test
    default void asynchronous_servlet_that_thinks_for_longer_is_left_alone() throws IOException {
        assertThat(site().exchange(Request.get(app("/async?ms=2500"))).text()).isEqualTo("answered after 2500 ms\n");
    }

    /** The web server finds the connections that it kept closed, and does not use them. */
    @Test
    default void connections_closed_while_idle_are_not_missed() throws IOException {
        for (int i = 0; i < 3; i++) {
            assertThat(site().exchange(Request.get(app("/hello"))).body()).hasSize(1024);
            site().backend().awaitNothingLeftOpen();
        }
    }
}
