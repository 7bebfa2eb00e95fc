// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Pattern26;
import dev.slipway.it.client.Request;
import dev.slipway.it.client.Response;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The application is asked twice: whether a request for its path /gate may pass, as an authorizer, and for the answer. */
public interface AuthorizerScenarios extends Scenarios {
    private static Request with(Request request, String pass) {
        return request.with("Cookie: pass=" + pass);
    }

    private static String aboard(String name) {
        return "aboard: " + name + ", checked: yes, user: " + name + "\n";
    }

    @Test
    default void who_is_let_in_is_known_behind_the_gate() throws IOException {
        try (Connection connection = Connection.open(site().http())) {
            for (int i = 0; i < 5; i++) {
                String name = "ada-" + i;
                assertThat(connection
                                .exchange(with(Request.get("/gate/deck?a=b"), name))
                                .text())
                        .isEqualTo(aboard(name));
                assertThat(connection.exchange(Request.get("/gate")).status()).isEqualTo(403);
            }
        }
    }

    @Test
    default void over_https_it_is_the_same() throws IOException {
        assertThat(Connection.exchange(site().https(), Request.get("/gate")).status())
                .isEqualTo(403);
        assertThat(Connection.exchange(site().https(), with(Request.get("/gate"), "ada"))
                        .text())
                .isEqualTo(aboard("ada"));
    }

    @Test
    default void body_is_for_what_is_behind_the_gate() throws IOException {
        Request post = Request.post("/gate", "text/plain", Pattern26.bytes(100_000));
        assertThat(site().exchange(post).status()).isEqualTo(403);
        assertThat(site().exchange(with(post, "ada")).text()).isEqualTo(aboard("ada"));
    }

    @Test
    default void no_goes_to_the_client_without_variables() throws IOException {
        Response response = site().exchange(Request.get("/gate"));
        assertThat(response.status()).isEqualTo(403);
        assertThat(response.text()).startsWith("No pass, no passage");
        assertThat(response.field("Cache-Control")).hasValue("no-store");
        assertThat(response.fields()).extracting(Map.Entry::getKey).noneMatch(AuthorizerScenarios::isVariable);
    }

    @Test
    default void of_a_yes_the_client_sees_nothing() throws IOException {
        Response response = site().exchange(with(Request.get("/gate"), "ada"));
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.field("Cache-Control")).isEmpty();
        assertThat(response.field("WWW-Authenticate")).isEmpty();
        assertThat(response.fields()).extracting(Map.Entry::getKey).noneMatch(AuthorizerScenarios::isVariable);
    }

    private static boolean isVariable(String name) {
        return name.regionMatches(true, 0, "Variable-", 0, "Variable-".length());
    }

    @Test
    default void r22_header_fields_open_no_gate_and_name_nobody() throws IOException {
        Request forged = Request.get("/gate")
                .with("Variable-PASSENGER: eve")
                .with("Passenger: eve")
                .with("Remote-User: eve")
                .with("Status: 200");
        assertThat(site().exchange(forged).status()).isEqualTo(403);
        assertThat(site().exchange(with(forged, "ada")).text()).isEqualTo(aboard("ada"));
    }

    /** The web server and the application must agree on which paths are behind the gate. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "//gate",
                "/./gate",
                "/%67ate",
                "/%2567ate",
                "/.;/gate",
                "/;/gate",
                "/x/../gate",
                "/x/..;/gate",
                "/gate;x",
                "/gate;x/deck",
                "/gate/",
                "/gate%2Fdeck",
                "/gate%3Bx",
                "/gate?",
            })
    default void other_spelling_is_no_way_around_the_gate(String target) throws IOException {
        Response response = site().exchange(Request.get(target));
        assertThat(response.status()).isGreaterThanOrEqualTo(400);
        assertThat(response.text()).doesNotContain("aboard");
    }

    @Test
    default void other_paths_have_no_gate() throws IOException {
        assertThat(site().exchange(Request.get("/hello")).body()).hasSize(1024);
    }
}
