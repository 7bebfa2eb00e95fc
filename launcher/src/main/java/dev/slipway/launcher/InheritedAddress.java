// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import dev.slipway.fastcgi.jetty.FastCgiConnectionFactory;
import dev.slipway.fastcgi.jetty.HandOverExecutor;
import dev.slipway.fastcgi.jetty.listen.InheritedConnector;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import picocli.CommandLine;

/** The socket that the process was started with: {@code inherit}. */
record InheritedAddress(Access access) implements ListenAddress {
    static final String NAME = "inherit";

    private static final List<String> OPTIONS =
            List.of(Access.CLIENTS, Access.UIDS, Access.GIDS, Access.SECRET_FILE, Access.SECRET_PARAM);

    static InheritedAddress parse(String text) {
        return new InheritedAddress(Access.of(ListenOptions.parse(text, OPTIONS)));
    }

    @Override
    public NetworkConnector connector(Server server, FastCgiConnectionFactory factory) {
        InheritedConnector connector =
                new InheritedConnector(server, new HandOverExecutor(server.getThreadPool()), factory);
        connector.onShutDown(() -> new Thread(() -> System.exit(CommandLine.ExitCode.OK), "slipway-exit").start());
        return connector;
    }

    @Override
    public String shown(NetworkConnector open) {
        return NAME + " (" + address((InheritedConnector) open) + ")";
    }

    private static String address(InheritedConnector connector) {
        if (connector.getLocalAddress() instanceof InetSocketAddress tcp) {
            String host = tcp.getAddress().getHostAddress();
            return TcpAddress.PREFIX + (host.contains(":") ? "[" + host + "]" : host) + ":" + tcp.getPort();
        }
        return connector.getLocalAddress() instanceof UnixDomainSocketAddress unix
                        && !unix.getPath().toString().isEmpty()
                ? UnixAddress.PREFIX + unix.getPath()
                : "a Unix socket without a path";
    }

    @Override
    public String toString() {
        return NAME;
    }
}
