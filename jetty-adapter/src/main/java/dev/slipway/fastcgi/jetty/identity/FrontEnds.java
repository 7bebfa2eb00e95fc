// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty.identity;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** What the connectors of a server say about the web servers before it; they must have been added. */
public final class FrontEnds {
    private FrontEnds() {}

    /**
     * Whether the users that they name are users.
     *
     * @param server with all its connectors
     * @return true if a connector has {@link RemoteUser#TRUST}
     */
    public static boolean areTrusted(Server server) {
        return server.getContainedBeans(Identity.class).stream().anyMatch(Identity::trustsUsers);
    }

    /**
     * Whether clients show their certificates to them, and none to this server.
     *
     * @param server with all its connectors
     * @return true if it has connectors for FastCGI, and nothing for TLS
     */
    public static boolean endTls(Server server) {
        return !server.getContainedBeans(Identity.class).isEmpty()
                && server.getContainedBeans(SslContextFactory.class).isEmpty();
    }
}
