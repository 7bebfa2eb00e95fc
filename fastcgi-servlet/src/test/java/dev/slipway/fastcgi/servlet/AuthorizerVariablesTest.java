// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.slipway.fastcgi.testkit.Answer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.security.Principal;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AuthorizerVariablesTest {
    /** As a container has authenticated it. */
    private static final class Authenticated extends HttpServletRequestWrapper {
        Authenticated(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Principal getUserPrincipal() {
            return () -> "Grüße";
        }

        @Override
        public String getAuthType() {
            return "FORM";
        }

        @Override
        public boolean isUserInRole(String role) {
            return Set.of("crew", "cook").contains(role);
        }
    }

    private static Answer answer(FastCgiServer.Application application) throws IOException {
        try (FastCgiServer server = new FastCgiServer(application)) {
            return server.request(FastCgi.Role.AUTHORIZER, "", "");
        }
    }

    @Test
    void tellsWhoTheUserIsAndWhatElseTheApplicationWants() throws Exception {
        Answer answer = answer((request, response) -> {
            HttpServletRequest authenticated = new Authenticated(request);
            new AuthorizerVariables(response)
                    .principal(authenticated)
                    .roles("ROLES", authenticated, "captain", "crew", "cook")
                    .variable("lower_case", "a, b; c=d");
        });
        assertThat(answer.status()).isEqualTo(200);
        // UTF-8 as the octets of a header field
        assertThat(answer.value("Variable-REMOTE_USER")).hasValue("GrÃ¼Ã\u009fe");
        assertThat(answer.value("Variable-AUTH_TYPE")).hasValue("FORM");
        assertThat(answer.value("Variable-ROLES")).hasValue("crew,cook");
        assertThat(answer.value("Variable-lower_case")).hasValue("a, b; c=d");
    }

    @Test
    void withoutAUserThereIsNothingToTell() throws Exception {
        Answer answer = answer((request, response) -> {
            try {
                new AuthorizerVariables(response).principal(request);
            } catch (IllegalStateException e) {
                response.sendError(403, e.getMessage());
            }
        });
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.bodyText()).contains("nobody is authenticated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "A-B",
                "1A",
                "A B",
                "A:",
                "A\r\nSet-Cookie",
                "Ä",
                "HTTP_COOKIE",
                "http_cookie",
                "SCRIPT_NAME",
                "Content_Length"
            })
    void aNameThatWouldBeSomethingElseIsRefused(String name) {
        // refused before anything is asked of the response
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AuthorizerVariables(null).variable(name, "value"))
                .withMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nStatus: 200", "a\nb", "a\0b", "\t", "a\u007f", " a", "a ", " ", "a\u0085b"})
    void aValueThatWouldBreakOutOrBeChangedIsRefused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AuthorizerVariables(null).variable("NAME", value))
                .withMessageContaining("NAME");
    }

    @Test
    void aRoleWithACommaIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AuthorizerVariables(null).roles("ROLES", null, "a,b"))
                .withMessageContaining("\"a,b\"");
    }
}
