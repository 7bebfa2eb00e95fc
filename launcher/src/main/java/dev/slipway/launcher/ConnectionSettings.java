// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import dev.slipway.fastcgi.cgi.TargetSource;
import dev.slipway.fastcgi.jetty.FastCgiConnectionFactory;
import dev.slipway.fastcgi.jetty.listen.AllowedClients;
import dev.slipway.fastcgi.jetty.listen.Secret;
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
        LimitOptions limits,
        Optional<AllowedClients> webServers,
        Optional<Secret> secret) {
    FastCgiConnectionFactory connectionFactory() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        limits.apply(configuration);
        configuration.setUriCompliance(uriCompliance);
        FastCgiConnectionFactory factory = new FastCgiConnectionFactory(configuration);
        limits.apply(factory);
        factory.setMaxConnections(maxConnections);
        factory.setRoles(roles);
        factory.setEventStreamsUnbuffered(eventStreamsUnbuffered);
        factory.setRequestTarget(requestTarget.toString());
        identity.apply(factory.getIdentity());
        return factory;
    }
}
