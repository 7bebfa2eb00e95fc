// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection with its requests under way. Belongs to one thread. */
final class LoadConnection implements AnswerReader.Listener {
    private static final int INPUT_LENGTH = 64 * 1024;

    private final Target target;
    private final LoadPlan plan;
    private final LoadCounts counts;
    private final Selector selector;
    private final AnswerReader answers;
    private final ByteBuffer input = ByteBuffer.allocateDirect(INPUT_LENGTH);
    /** By slot. */
    private final ByteBuffer[] requests;
    /** By slot: when it was sent; 0 is not under way. */
    private final long[] sentAt;
    /** What waits to be written, in a ring by its order. */
    private final ByteBuffer[] unwritten;

    private int unwrittenCount;
    private int underWay;
    private boolean everAnswered;
    private SocketChannel channel;
    private SelectionKey key;

    LoadConnection(Target target, LoadPlan plan, ByteBuffer[] requests, LoadCounts counts, Selector selector) {
        this.target = target;
        this.plan = plan;
        this.counts = counts;
        this.selector = selector;
        this.requests = new ByteBuffer[requests.length];
        for (int slot = 0; slot < requests.length; slot++) {
            this.requests[slot] = requests[slot].duplicate();
        }
        sentAt = new long[requests.length];
        unwritten = new ByteBuffer[requests.length];
        ByteBuffer expected = counts.expected();
        answers = switch (target.protocol()) {
            case FASTCGI -> new FastCgiAnswers(requests.length, expected, this);
            case HTTP -> new HttpAnswers(expected, this);
            case AJP -> new AjpAnswers(expected, this);
        };
    }

    boolean isOpen() {
        return channel != null;
    }

    /** Requests that were sent and not answered. */
    int underWay() {
        return underWay;
    }

    boolean everAnswered() {
        return everAnswered;
    }

    /** Connects and sends the first request of each slot. */
    void open() {
        try {
            boolean tcp = target.address() instanceof InetSocketAddress;
            channel = tcp ? SocketChannel.open() : SocketChannel.open(StandardProtocolFamily.UNIX);
            if (tcp) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            channel.configureBlocking(false);
            boolean connected = channel.connect(target.address());
            key = channel.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
            for (int slot = 0; slot < requests.length; slot++) {
                send(slot);
            }
            if (connected) {
                write();
            }
        } catch (IOException failure) {
            fail(failure);
        }
    }

    void ready() {
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                key.interestOps(SelectionKey.OP_READ);
                write();
                return;
            }
            if (key.isWritable()) {
                write();
            }
            if (key.isReadable()) {
                read();
            }
        } catch (IOException failure) {
            fail(failure);
        }
    }

    private void read() throws IOException {
        if (channel.read(input) < 0) {
            if (underWay > 0) {
                throw new IOException("closed with " + underWay + " requests under way");
            }
            close();
            if (!plan.keepAlive() && !counts.stopping()) {
                open();
            }
            return;
        }
        input.flip();
        answers.read(input);
        if (input.hasRemaining()) {
            input.compact();
        } else {
            input.clear();
        }
        if (unwrittenCount > 0) {
            write();
        }
    }

    @Override
    public void answered(int slot, boolean correct) {
        if (sentAt[slot] == 0) {
            counts.failed("an answer to no request");
            return;
        }
        everAnswered = true;
        underWay--;
        counts.answered(System.nanoTime() - sentAt[slot], correct);
        sentAt[slot] = 0;
        if (plan.keepAlive() && !counts.stopping()) {
            send(slot);
        }
    }

    private void send(int slot) {
        sentAt[slot] = System.nanoTime();
        underWay++;
        unwritten[unwrittenCount++] = requests[slot].rewind();
    }

    private void write() throws IOException {
        if (unwrittenCount == 1) {
            channel.write(unwritten[0]);
        } else {
            channel.write(unwritten, 0, unwrittenCount);
        }
        int written = 0;
        while (written < unwrittenCount && !unwritten[written].hasRemaining()) {
            written++;
        }
        System.arraycopy(unwritten, written, unwritten, 0, unwrittenCount - written);
        unwrittenCount -= written;
        boolean waiting = (key.interestOps() & SelectionKey.OP_WRITE) != 0;
        if (unwrittenCount > 0 != waiting) {
            key.interestOps(unwrittenCount > 0 ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
    }

    private void fail(IOException failure) {
        counts.failed(failure.toString());
        close();
    }

    /** What is under way is forgotten. */
    void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException ignored) {
            // It is given up.
        }
        channel = null;
        input.clear();
        answers.reset();
        unwrittenCount = 0;
        underWay = 0;
        java.util.Arrays.fill(sentAt, 0);
    }
}
