// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.jetty.FastCgiConnectionFactory;
import dev.slipway.fastcgi.testkit.Answer;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class FastCgiTest {
    @Test
    void theAttributesAreTheConnectorsOwn() {
        assertThat(FastCgi.ROLE_ATTRIBUTE).isEqualTo(FastCgiConnectionFactory.ROLE_ATTRIBUTE);
        assertThat(FastCgi.DATA_ATTRIBUTE).isEqualTo(FastCgiConnectionFactory.DATA_ATTRIBUTE);
        assertThat(FastCgi.PARAMS_ATTRIBUTE).isEqualTo(FastCgiConnectionFactory.PARAMS_ATTRIBUTE);
    }

    @ParameterizedTest
    @EnumSource
    void theRoleIsSeen(FastCgi.Role role) throws Exception {
        try (FastCgiServer server = new FastCgiServer((request, response) -> response.setStatus(
                FastCgi.role(request) == role && FastCgi.data(request).isPresent() == (role == FastCgi.Role.FILTER)
                        ? 204
                        : 500))) {
            assertThat(server.request(role, "", "").status()).isEqualTo(204);
        }
    }

    @Test
    void aFilterReadsTheFileAndWhatIsSaidOfIt() throws Exception {
        try (FastCgiServer server = new FastCgiServer((request, response) -> {
            Optional<InputStream> data = FastCgi.data(request);
            String file = new String(data.orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
            String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            response.getWriter()
                    .print(file.toUpperCase() + " " + body + " " + FastCgi.dataLength(request) + " "
                            + FastCgi.dataLastModified(request).orElseThrow() + " "
                            + FastCgi.params(request).get("REQUEST_METHOD"));
        })) {
            Answer answer = server.request(
                    FastCgi.Role.FILTER, "body", "file", "FCGI_DATA_LENGTH", "4", "FCGI_DATA_LAST_MOD", "86400");
            assertThat(answer.bodyText()).isEqualTo("FILE body OptionalLong[4] 1970-01-02T00:00:00Z POST");
        }
    }

    @Test
    void whatIsNotSaidIsEmpty() throws Exception {
        try (FastCgiServer server = new FastCgiServer((request, response) ->
                response.getWriter().print(FastCgi.dataLength(request) + " " + FastCgi.dataLastModified(request)))) {
            assertThat(server.request(FastCgi.Role.FILTER, "", "", "FCGI_DATA_LAST_MOD", "yesterday")
                            .bodyText())
                    .isEqualTo("OptionalLong.empty Optional.empty");
        }
    }
}
