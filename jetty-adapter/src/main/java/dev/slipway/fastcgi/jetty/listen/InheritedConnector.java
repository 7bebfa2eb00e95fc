// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty.listen;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.annotation.ManagedAttribute;
import org.eclipse.jetty.util.annotation.ManagedObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes connections from the listening socket, Unix or TCP, that this process was started with as its file descriptor 0
 * (FastCGI 1.0, section 2.2: FCGI_LISTENSOCK_FILENO).
 *
 * <p>The socket belongs to whoever has started the process: it is never closed, since others may accept from it too, and since
 * Java would put file descriptors 1 and 2 to /dev/null with it. There can be one such connector in a process.
 */
@ManagedObject("Listens on the socket that the process was started with")
public final class InheritedConnector extends ChannelConnector {
    private static final Logger LOG = LoggerFactory.getLogger(InheritedConnector.class);

    /** So often in a row others, who accept from the socket too, may have been faster before it is looked at. */
    private static final int MISSES = 16;

    private Runnable whenShutDown = () -> {};
    private int missed;

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

    /**
     * Sets what is done when nobody can connect to the socket any more since another process has shut it down, which is how
     * some of those who start FastCGI applications tell them to end. Without it the connector accepts no more, and says so in
     * the log. Set it before the start.
     *
     * @param whenShutDown run once, by the thread that accepts, which it must not block
     */
    public void onShutDown(Runnable whenShutDown) {
        this.whenShutDown = whenShutDown;
    }

    @Override
    void accepted(boolean one) {
        missed = one ? 0 : missed + 1;
        if (missed >= MISSES) {
            missed = 0;
            endIfShutDown();
        }
    }

    /** What a TCP socket that was shut down says, a Unix socket does not. */
    @Override
    protected boolean handleAcceptFailure(Throwable failure) {
        return endIfShutDown() || super.handleAcceptFailure(failure);
    }

    private boolean endIfShutDown() {
        SocketAddress address = getLocalAddress();
        if (address == null || !isShutDown(address)) {
            return false;
        }
        LOG.info("The inherited socket {} was shut down by another process.", address);
        setAccepting(false);
        whenShutDown.run();
        return true;
    }

    /** A socket that was shut down is always ready and never accepts; only who tries to connect is told so by the system. */
    private static boolean isShutDown(SocketAddress address) {
        ProtocolFamily family = address instanceof UnixDomainSocketAddress
                ? StandardProtocolFamily.UNIX
                : ((InetSocketAddress) address).getAddress() instanceof Inet6Address
                        ? StandardProtocolFamily.INET6
                        : StandardProtocolFamily.INET;
        try (SocketChannel attempt = SocketChannel.open(family)) {
            attempt.configureBlocking(false);
            return !connects(attempt, address);
        } catch (IOException e) {
            // There is no file descriptor for it: then there is none to accept with, either.
            return false;
        }
    }

    private static boolean connects(SocketChannel attempt, SocketAddress address) {
        try {
            if (!attempt.connect(address)) {
                attempt.finishConnect();
            }
            return true;
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
