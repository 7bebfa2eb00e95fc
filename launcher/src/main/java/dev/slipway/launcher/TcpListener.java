// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import java.io.IOException;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Listens on a TCP port: the kernel queues connections from the claim on, they are served once started. */
final class TcpListener implements Listener {
    private final TcpAddress address;
    private final ServerConnector connector;

    TcpListener(TcpAddress address, Server server, ConnectionSettings settings) {
        this.address = address;
        connector = new ServerConnector(server, settings.connectionFactory());
        connector.setHost(address.socketAddress().getAddress().getHostAddress());
        connector.setPort(address.socketAddress().getPort());
        connector.setAcceptQueueSize(ConnectionSettings.ACCEPT_QUEUE_SIZE);
        connector.setIdleTimeout(settings.idleTimeout().toMillis());
    }

    @Override
    public Connector connector() {
        return connector;
    }

    @Override
    public void claim() throws StartupException {
        try {
            connector.open();
        } catch (IOException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StartupException("cannot listen on " + address + ": " + cause.getMessage()
                    + "; stop what uses the address, or choose another with --listen");
        }
    }

    @Override
    public void publish() {}

    @Override
    public String address() {
        return address.withPort(connector.getLocalPort());
    }

    @Override
    public void close() {
        connector.close();
    }
}
