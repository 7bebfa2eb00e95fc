// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.cgi.TargetSource;
import dev.slipway.fastcgi.jetty.FastCgiConnectionFactory;
import dev.slipway.fastcgi.protocol.Role;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.UriCompliance;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ConnectionSettingsTest {
    @Test
    void whatTheCommandLineSaysReachesTheConnections() {
        LimitOptions limits = new LimitOptions();
        Converters.register(new CommandLine(limits)).parseArgs("--max-params-length=1m", "--multiplexing=no");
        var settings = new ConnectionSettings(
                UriCompliance.RFC3986,
                TargetSource.DOCUMENT_URI,
                Duration.ofSeconds(1),
                17,
                Set.of(Role.FILTER),
                false,
                new IdentityOptions(),
                limits,
                Optional.empty(),
                Optional.empty());

        FastCgiConnectionFactory factory = settings.connectionFactory();

        assertThat(factory.getRequestTarget()).isEqualTo("DOCUMENT_URI");
        assertThat(factory.getMaxConnections()).isEqualTo(17);
        assertThat(factory.getRoles()).isEqualTo("FILTER");
        assertThat(factory.getMaxParamsLength()).isEqualTo(1024 * 1024);
        assertThat(factory.getHttpConfiguration().getRequestHeaderSize()).isEqualTo(1024 * 1024);
        assertThat(factory.isMultiplexing()).isFalse();
        assertThat(factory.isEventStreamsUnbuffered()).isFalse();
        assertThat(factory.getHttpConfiguration().getUriCompliance()).isEqualTo(UriCompliance.RFC3986);
    }
}
