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
        int maxConnections,
        Set<Role> roles,
        boolean eventStreamsUnbuffered,
        IdentityOptions identity,
        Optional<AllowedClients> webServers) {
    /** As much as the connector takes of all that a web server says; the web servers have limits of their own. */
    private static final int REQUEST_HEADER_SIZE = 64 * 1024;

    /** Connections that wait to be accepted; on a Unix socket nginx answers 502 at once when there are more. */
    static final int ACCEPT_QUEUE_SIZE = 1024;

    FastCgiConnectionFactory connectionFactory() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(REQUEST_HEADER_SIZE);
        configuration.setUriCompliance(uriCompliance);
        FastCgiConnectionFactory factory = new FastCgiConnectionFactory(configuration);
        factory.setMaxConnections(maxConnections);
        factory.setRoles(roles);
        factory.setEventStreamsUnbuffered(eventStreamsUnbuffered);
        factory.setRequestTarget(requestTarget.toString());
        identity.apply(factory.getIdentity());
        return factory;
    }
}
