// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import dev.slipway.fastcgi.jetty.FastCgiConnectionFactory;
import java.time.Duration;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;

/** What the connections of all listeners have in common. */
record ConnectionSettings(UriCompliance uriCompliance, Duration idleTimeout, boolean eventStreamsUnbuffered) {
    /** As much as the connector takes of all that a web server says; the web servers have limits of their own. */
    private static final int REQUEST_HEADER_SIZE = 64 * 1024;

    FastCgiConnectionFactory connectionFactory() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(REQUEST_HEADER_SIZE);
        configuration.setUriCompliance(uriCompliance);
        FastCgiConnectionFactory factory = new FastCgiConnectionFactory(configuration);
        factory.setEventStreamsUnbuffered(eventStreamsUnbuffered);
        return factory;
    }
}
