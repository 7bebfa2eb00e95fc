// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import dev.slipway.fastcgi.jetty.FastCgiConnectionFactory;
import java.time.Duration;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;

/** What the connections of all listeners have in common. */
record ConnectionSettings(UriCompliance uriCompliance, Duration idleTimeout) {
    FastCgiConnectionFactory connectionFactory() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setUriCompliance(uriCompliance);
        return new FastCgiConnectionFactory(configuration);
    }
}
