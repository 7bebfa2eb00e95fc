// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import dev.slipway.fastcgi.cgi.TargetSource;
import dev.slipway.fastcgi.jetty.FastCgiConnectionFactory;
import dev.slipway.fastcgi.jetty.listen.AllowedClients;
import dev.slipway.fastcgi.protocol.Role;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;

/** What the connections of all listeners have in common. */
record ConnectionSettings(
        UriCompliance uriCompliance,
        TargetSource requestTarget,
        Duration idleTimeout,
        Set<Role> roles,
        Optional<AllowedClients> webServers) {
    /** As much as the connector takes of all that a web server says; the web servers have limits of their own. */
    private static final int REQUEST_HEADER_SIZE = 64 * 1024;

    FastCgiConnectionFactory connectionFactory() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(REQUEST_HEADER_SIZE);
        configuration.setUriCompliance(uriCompliance);
        FastCgiConnectionFactory factory = new FastCgiConnectionFactory(configuration);
        factory.setRoles(roles);
        factory.setRequestTarget(requestTarget.toString());
        return factory;
    }
}
