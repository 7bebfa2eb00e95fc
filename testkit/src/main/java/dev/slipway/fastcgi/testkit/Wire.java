// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.testkit;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** A TCP or Unix-domain connection on which each wait has a deadline. */
final class Wire implements AutoCloseable {
    static final int CLOSED = -1;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private boolean readClosed;

    private Wire(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.selector = Selector.open();
        channel.configureBlocking(false);
        this.key = channel.register(selector, 0);
    }

    static Wire connect(SocketAddress address) throws IOException {
        boolean unix = address instanceof UnixDomainSocketAddress;
        SocketChannel channel = unix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
        try {
            channel.connect(address);
            if (!unix) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            return new Wire(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Reads without waiting: a count, 0 if there is nothing yet, or {@link #CLOSED} after an end or a reset. */
    int read(ByteBuffer into) {
        try {
            int count = channel.read(into);
            readClosed = count == CLOSED;
            return count;
        } catch (IOException e) {
            readClosed = true;
            return CLOSED;
        }
    }

    /** Writes what fits without waiting. */
    int write(ByteBuffer bytes) throws IOException {
        return channel.write(bytes);
    }

    /** Waits until there is something to read, which may be the end; false when the time is over. */
    boolean awaitReadable(Duration atMost) throws IOException {
        return await(SelectionKey.OP_READ, atMost);
    }

    /** Waits until more can be written; false when the time is over. */
    boolean awaitWritable(Duration atMost) throws IOException {
        return await(SelectionKey.OP_WRITE, atMost);
    }

    /** Waits until more can be written or there is something new to read; false when the time is over. */
    boolean awaitReadableOrWritable(Duration atMost) throws IOException {
        return await(SelectionKey.OP_WRITE | (readClosed ? 0 : SelectionKey.OP_READ), atMost);
    }

    void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    /** Makes {@link #close} send a reset instead of an orderly end; TCP only. */
    void resetOnClose() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        selector.close();
    }

    private boolean await(int operations, Duration atMost) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new AssertionError("interrupted while waiting for the application");
        }
        if (atMost.isNegative() || atMost.isZero()) {
            return false;
        }
        key.interestOps(operations);
        selector.selectedKeys().clear();
        return selector.select(Math.max(1, atMost.toMillis())) > 0;
    }
}
