// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import dev.slipway.fastcgi.jetty.FastCgiConnectionFactory;
import dev.slipway.fastcgi.jetty.HandOverExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A TCP address on this machine: {@code tcp:HOST:PORT}, an IPv6 host in brackets, and after a {@code ?} who may connect. */
record TcpAddress(String host, InetSocketAddress socketAddress, int backlog, Access access) implements ListenAddress {
    static final String PREFIX = "tcp:";

    private static final List<String> OPTIONS =
            List.of(Access.CLIENTS, Access.SECRET_FILE, Access.SECRET_PARAM, Backlog.OPTION);

    private static final Pattern FORM = Pattern.compile("tcp:(\\[[0-9A-Fa-f:.]+(?:%\\w+)?]|[^:\\[\\]]+):([0-9]{1,9})");
    private static final int MAX_PORT = 65535;
    /** Of the number of acceptors. */
    private static final int JETTYS_CHOICE = -1;

    static TcpAddress parse(String text) {
        ListenOptions options = ListenOptions.parse(text, OPTIONS);
        Matcher form = FORM.matcher(options.address());
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text
                    + "' is not an address; write tcp:HOST:PORT, as in tcp:127.0.0.1:9000 or tcp:[::1]:9000");
        }
        int port = Integer.parseInt(form.group(2));
        if (port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "port " + port + " in '" + text + "' is too large; ports end at " + MAX_PORT);
        }
        InetSocketAddress socketAddress = new InetSocketAddress(resolve(text, form.group(1)), port);
        return new TcpAddress(form.group(1), socketAddress, Backlog.of(options), Access.of(options));
    }

    private static InetAddress resolve(String text, String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("host '" + host + "' in '" + text + "' is not known");
        }
    }

    /** The kernel queues connections from the time that it is opened; TCP_NODELAY is Jetty's default. */
    @Override
    public NetworkConnector connector(Server server, FastCgiConnectionFactory factory) {
        ServerConnector connector = new ServerConnector(
                server,
                new HandOverExecutor(server.getThreadPool()),
                null,
                null,
                JETTYS_CHOICE,
                HandOverExecutor.selectors(server.getThreadPool()),
                factory);
        connector.setHost(socketAddress.getAddress().getHostAddress());
        connector.setPort(socketAddress.getPort());
        connector.setAcceptQueueSize(backlog);
        return connector;
    }

    /** This address with the port that was really taken. */
    @Override
    public String shown(NetworkConnector open) {
        return withPort(open.getLocalPort());
    }

    private String withPort(int port) {
        return PREFIX + host + ":" + port;
    }

    @Override
    public String toString() {
        return withPort(socketAddress.getPort());
    }
}
