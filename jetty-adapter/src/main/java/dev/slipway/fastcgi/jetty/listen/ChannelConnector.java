// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty.listen;

import dev.slipway.fastcgi.jetty.HandOverExecutor;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connector on a server socket of any kind: Jetty's own ones are each for one kind, and close what they have inherited.
 *
 * <p>The channel is accepted from without blocking, after a wait on a selector: a thread that is interrupted in a blocking
 * accept would close the channel.
 */
abstract class ChannelConnector extends AbstractConnector implements NetworkConnector {
    private static final int ACCEPTORS = 1;

    /** Of the number of selectors. */
    private static final int JETTYS_CHOICE = -1;

    private final SelectorManager connections;
    private volatile ServerSocketChannel channel;
    private volatile Selector acceptSelector;

    ChannelConnector(Server server, Executor executor, ConnectionFactory... factories) {
        super(server, executor, null, null, ACCEPTORS, factories);
        int selectors = getExecutor() instanceof HandOverExecutor
                ? HandOverExecutor.selectors(server.getThreadPool())
                : JETTYS_CHOICE;
        connections = new Connections(getExecutor(), getScheduler(), selectors);
        installBean(connections, true);
    }

    /** The channel, bound. */
    abstract ServerSocketChannel openChannel() throws IOException;

    /** Connections are accepted: web servers may come. */
    abstract void published() throws IOException;

    /** No connection is accepted any more. */
    abstract void closeChannel(ServerSocketChannel opened);

    /** There was one to accept, or there was none although the channel had said so; called by the thread that accepts. */
    void accepted(boolean one) {
        // Another process may have been faster.
    }

    /** Takes the address; what connects from now on waits until this connector is started. Does nothing a second time. */
    @Override
    public void open() throws IOException {
        if (channel == null) {
            ServerSocketChannel opened = openChannel();
            opened.configureBlocking(false);
            channel = opened;
        }
    }

    /** Gives the address back; connections go on. */
    @Override
    public void close() {
        ServerSocketChannel opened = channel;
        channel = null;
        if (opened != null) {
            // Unless it is deregistered, a channel stays open when it is closed.
            IO.close(acceptSelector);
            closeChannel(opened);
        }
    }

    @Override
    public boolean isOpen() {
        return channel != null;
    }

    @Override
    public Object getTransport() {
        return channel;
    }

    @Override
    protected void doStart() throws Exception {
        open();
        // Limits on connections, for which Jetty adds listeners to connectors as beans, want to know of each that is
        // accepted.
        getBeans(SelectorManager.SelectorManagerListener.class).forEach(connections::addEventListener);
        acceptSelector = Selector.open();
        channel.register(acceptSelector, SelectionKey.OP_ACCEPT);
        super.doStart();
        try {
            published();
        } catch (IOException e) {
            doStop();
            throw e;
        }
    }

    @Override
    public CompletableFuture<Void> shutdown() {
        close();
        return super.shutdown();
    }

    @Override
    protected void doStop() throws Exception {
        close();
        super.doStop();
        getBeans(SelectorManager.SelectorManagerListener.class).forEach(connections::removeEventListener);
    }

    @Override
    protected void accept(int acceptor) throws IOException {
        Selector selector = acceptSelector;
        ServerSocketChannel opened = channel;
        if (opened == null) {
            // Closed: the caller sees that it is to end.
            return;
        }
        selector.select();
        selector.selectedKeys().clear();
        SocketChannel accepted = opened.accept();
        accepted(accepted != null);
        if (accepted != null) {
            try {
                accepted.configureBlocking(false);
                if (accepted.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
                    accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
                }
                connections.accept(accepted);
            } catch (IOException | RuntimeException e) {
                IO.close(accepted);
                throw e;
            }
        }
    }

    @Override
    protected boolean handleAcceptFailure(Throwable failure) {
        return isOpen() && super.handleAcceptFailure(failure);
    }

    private final class Connections extends SelectorManager {
        Connections(Executor executor, Scheduler scheduler, int selectors) {
            super(executor, scheduler, selectors);
        }

        @Override
        protected EndPoint newEndPoint(SelectableChannel accepted, ManagedSelector selector, SelectionKey key) {
            SocketChannelEndPoint endPoint =
                    new SocketChannelEndPoint((SocketChannel) accepted, selector, key, getScheduler());
            endPoint.setIdleTimeout(getIdleTimeout());
            return endPoint;
        }

        @Override
        public Connection newConnection(SelectableChannel accepted, EndPoint endPoint, Object attachment) {
            return getDefaultConnectionFactory().newConnection(ChannelConnector.this, endPoint);
        }

        @Override
        protected void endPointOpened(EndPoint endPoint) {
            super.endPointOpened(endPoint);
            onEndPointOpened(endPoint);
        }

        @Override
        protected void endPointClosed(EndPoint endPoint) {
            onEndPointClosed(endPoint);
            super.endPointClosed(endPoint);
        }
    }
}
