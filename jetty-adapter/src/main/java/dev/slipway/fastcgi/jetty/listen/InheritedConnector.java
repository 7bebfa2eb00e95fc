// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty.listen;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.annotation.ManagedAttribute;
import org.eclipse.jetty.util.annotation.ManagedObject;

/**
 * Takes connections from the listening socket, Unix or TCP, that this process was started with as its file descriptor 0
 * (FastCGI 1.0, section 2.2: FCGI_LISTENSOCK_FILENO).
 *
 * <p>The socket belongs to whoever has started the process: it is never closed, since others may accept from it too, and since
 * Java would put file descriptors 1 and 2 to /dev/null with it. There can be one such connector in a process.
 */
@ManagedObject("Listens on the socket that the process was started with")
public final class InheritedConnector extends ChannelConnector {
    /**
     * A connector that is not open yet.
     *
     * @param server whose connector it is; {@link Server#addConnector} makes it known
     * @param factories what is spoken on the connections
     */
    public InheritedConnector(Server server, ConnectionFactory... factories) {
        this(server, null, factories);
    }

    /**
     * A connector that is not open yet, with an executor of its own.
     *
     * @param server whose connector it is; {@link Server#addConnector} makes it known
     * @param executor runs its selectors and the applications: a
     *     {@link dev.slipway.fastcgi.jetty.HandOverExecutor} saves a wake-up for each request; null for the server's threads
     * @param factories what is spoken on the connections
     */
    public InheritedConnector(Server server, Executor executor, ConnectionFactory... factories) {
        super(server, executor, factories);
    }

    /**
     * Whether file descriptor 0 is a socket that listens, as that of a FastCGI application is.
     *
     * @return false for a file, a terminal, a pipe, and a connected socket
     */
    public static boolean isAvailable() {
        try {
            return System.inheritedChannel() instanceof ServerSocketChannel;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    ServerSocketChannel openChannel() throws IOException {
        Channel inherited = System.inheritedChannel();
        if (inherited instanceof ServerSocketChannel listening) {
            return listening;
        }
        throw new ListenException("cannot listen on the inherited socket: file descriptor 0 is "
                + (inherited == null ? "not a socket" : "a connection, not a socket that listens")
                + "; have the process started by something that hands a listening socket over, such as spawn-fcgi or"
                + " systemd with StandardInput=socket and Accept=no");
    }

    @Override
    void published() {
        // It was public before.
    }

    @Override
    void closeChannel(ServerSocketChannel opened) {
        // See above.
    }

    /**
     * The address of the socket.
     *
     * @return an {@link InetSocketAddress} or a {@link UnixDomainSocketAddress}, whose path is empty for an abstract name;
     *     null before {@link #open()} and after {@link #close()}
     */
    public SocketAddress getLocalAddress() {
        if (getTransport() instanceof ServerSocketChannel channel) {
            try {
                return channel.getLocalAddress();
            } catch (IOException e) {
                return null;
            }
        }
        return null;
    }

    /**
     * The address of the socket, as text.
     *
     * @return null before {@link #open()} and after {@link #close()}
     */
    @ManagedAttribute(value = "The address of the socket", name = "localAddress")
    public String getLocalAddressText() {
        SocketAddress address = getLocalAddress();
        return address == null ? null : address.toString();
    }

    @Override
    public String getHost() {
        return getLocalAddress() instanceof InetSocketAddress tcp ? tcp.getHostString() : null;
    }

    @Override
    public int getPort() {
        return getLocalAddress() instanceof InetSocketAddress tcp ? tcp.getPort() : 0;
    }

    @Override
    public int getLocalPort() {
        return getLocalAddress() instanceof InetSocketAddress tcp ? tcp.getPort() : -1;
    }

    @Override
    public String toString() {
        return super.toString() + "{" + getLocalAddress() + "}";
    }
}
