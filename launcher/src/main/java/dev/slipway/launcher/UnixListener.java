// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;

/** Listens on a Unix socket, whose file appears when it is ready to be connected to. */
final class UnixListener implements Listener {
    private final UnixAddress address;
    private final SocketFile file;
    private final UnixDomainServerConnector connector;

    UnixListener(UnixAddress address, Server server, ConnectionSettings settings) {
        this.address = address;
        file = new SocketFile(address);
        connector = new UnixDomainServerConnector(server, settings.connectionFactory());
        connector.setAcceptQueueSize(ConnectionSettings.ACCEPT_QUEUE_SIZE);
        connector.setIdleTimeout(settings.idleTimeout().toMillis());
    }

    @Override
    public Connector connector() {
        return connector;
    }

    @Override
    public void claim() throws StartupException {
        connector.setUnixDomainPath(file.claim());
    }

    @Override
    public void publish() throws StartupException {
        file.publish();
    }

    @Override
    public String address() {
        return address.toString();
    }

    @Override
    public void close() {
        file.remove();
    }
}
