// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;

/** One address being listened on, from the first check to the last trace of it. */
interface Listener extends AutoCloseable {
    static Listener of(ListenAddress address, Server server, ConnectionSettings settings) {
        if (address instanceof TcpAddress tcp) {
            return new TcpListener(tcp, server, settings);
        }
        return new UnixListener((UnixAddress) address, server, settings);
    }

    /** The connector, for the server to start and stop. */
    Connector connector();

    /** Takes the address, before the time is spent to deploy an application. */
    void claim() throws StartupException;

    /** Lets web servers in, once the connector has been started. */
    void publish() throws StartupException;

    /** The address that is listened on, as people write it. */
    String address();

    /** Leaves nothing behind. */
    @Override
    void close();
}
