// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import dev.slipway.fastcgi.jetty.FastCgiConnectionFactory;
import dev.slipway.fastcgi.jetty.listen.InheritedConnector;
import dev.slipway.fastcgi.jetty.listen.ListenException;
import java.io.IOException;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;

/** One address being listened on, from the first check to the last trace of it. */
final class Listener implements AutoCloseable {
    private final ListenAddress address;
    private final Access access;
    private final FastCgiConnectionFactory factory;
    private final NetworkConnector connector;

    Listener(ListenAddress address, Server server, ConnectionSettings settings) {
        this.address = address;
        access = address.access().orElse(settings.webServers(), settings.secret());
        factory = settings.connectionFactory();
        connector = address.connector(server, factory);
        ((AbstractConnector) connector).setIdleTimeout(settings.idleTimeout().toMillis());
    }

    /** The connector, for the server to start and stop. */
    NetworkConnector connector() {
        return connector;
    }

    /** Takes the address, before the time is spent to deploy an application. */
    void claim() throws StartupException {
        access.apply(factory, address);
        if (address instanceof TcpAddress tcp) {
            access.check(tcp.socketAddress(), address);
        }
        try {
            connector.open();
        } catch (ListenException e) {
            throw new StartupException(e.getMessage());
        } catch (IOException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StartupException("cannot listen on " + address + ": " + cause.getMessage()
                    + "; stop what uses the address, or choose another with --listen");
        }
        if (connector instanceof InheritedConnector inherited) {
            access.check(inherited.getLocalAddress(), address);
        }
    }

    /** The address that is listened on, as people write it. */
    String address() {
        return address.shown(connector);
    }

    /** Leaves nothing behind. */
    @Override
    public void close() {
        connector.close();
    }
}
