// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.scenario;

import static dev.slipway.it.scenario.Scenarios.app;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Request;
import org.junit.jupiter.api.Test;

/** The backend or the web server is killed while there are requests: what clients see of the one, and the application of the other. */
public interface CrashScenarios extends Scenarios {
    @Test
    default void client_that_waits_for_a_killed_backend_is_answered_502() throws Exception {
        assertThat(KilledBackend.of(site()).waiting()).isEqualTo("502");
    }

    @Test
    default void answer_with_a_length_of_a_killed_backend_is_seen_to_be_cut_off() throws Exception {
        assertThat(KilledBackend.of(site()).lengthTold()).isEqualTo("200 cut off");
    }

    @Test
    default void answer_without_a_length_of_a_killed_backend_is_seen_to_be_cut_off() throws Exception {
        assertThat(KilledBackend.of(site()).lengthUntold()).isEqualTo("200 cut off");
    }

    @Test
    default void upload_to_a_killed_backend_is_answered_502() throws Exception {
        assertThat(KilledBackend.of(site()).uploading()).isEqualTo("502");
    }

    @Test
    default void web_server_killed_in_the_middle_of_an_answer_is_told_to_the_application() throws Exception {
        Events begun = Events.of(site(), "begun");
        Events disconnects = Events.of(site(), "disconnects");
        try (Connection client = Connection.open(site().http())) {
            client.send(Request.get(app("/disconnect?ms=10")));
            begun.awaitMore(1);
            site().frontEnd().kill();
        }
        site().backend().awaitNothingLeftOpen();
        site().frontEnd().start();
        disconnects.assertOneMore();
    }
}
