// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.conformance;

import dev.slipway.fastcgi.testkit.RecordTypes;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One connection to the application: sends, and keeps what comes until an expectation takes it. */
final class Conversation implements AutoCloseable {
    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final Duration deadline;
    private final List<Received> pending = new ArrayList<>();
    private ByteBuffer input = ByteBuffer.allocate(64 * 1024);
    private boolean closed;

    private Conversation(SocketChannel channel, Duration deadline) throws IOException {
        this.channel = channel;
        this.deadline = deadline;
        this.selector = Selector.open();
        channel.configureBlocking(false);
        this.key = channel.register(selector, 0);
    }

    static Conversation open(SocketAddress address, Duration deadline) throws IOException {
        boolean unix = address instanceof UnixDomainSocketAddress;
        SocketChannel channel = unix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
        try {
            channel.connect(address);
            if (!unix) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            return new Conversation(channel, deadline);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Sends all octets, and reads meanwhile; when the application has closed the connection, the rest is dropped. */
    void send(byte[] bytes) throws IOException, Failure {
        ByteBuffer out = ByteBuffer.wrap(bytes);
        long end = System.nanoTime() + deadline.toNanos();
        while (!closed && write(out)) {
            if (!select(SelectionKey.OP_READ | SelectionKey.OP_WRITE, end)) {
                throw new Failure(
                        Outcome.HANGS,
                        "only %d of %d octets are taken; %s".formatted(out.position(), bytes.length, received()));
            }
            receive();
        }
    }

    /** Writes what fits; false if that was all. */
    private boolean write(ByteBuffer out) {
        try {
            channel.write(out);
            return out.hasRemaining();
        } catch (IOException e) {
            // What was sent before the close may still be there to read.
            return false;
        }
    }

    /** Lets time pass in which the application may answer. */
    void pause(Duration time) throws IOException {
        await(conversation -> Optional.empty(), time);
    }

    /** The next whole answer to this id. */
    Reply awaitReply(int id) throws IOException, Failure {
        return await(conversation -> conversation.takeReply(id), deadline)
                .orElseThrow(() -> missing("END_REQUEST of " + id));
    }

    /** The next record of this type that has the id of management records. */
    Received awaitManagement(int type) throws IOException, Failure {
        return await(conversation -> conversation.take(type), deadline)
                .orElseThrow(() -> missing(RecordTypes.name(type)));
    }

    /** Waits for the end of the connection. */
    boolean awaitClosed() throws IOException {
        await(conversation -> Optional.empty(), deadline);
        return closed;
    }

    /** Waits until the application has said that it is done with something, or has closed. */
    boolean awaitReaction() throws IOException {
        await(
                conversation -> pending.stream()
                        .filter(record -> record.id() == 0 || record.type() == RecordTypes.END_REQUEST)
                        .findFirst(),
                deadline);
        return closed || !pending.isEmpty();
    }

    boolean isClosed() {
        return closed;
    }

    /** What came and was not taken. */
    List<Received> pending() {
        return List.copyOf(pending);
    }

    /** Octets that are no whole record. */
    int unreadCount() {
        return input.position();
    }

    /** For reasons: what came and was not taken. */
    String received() {
        return pending.isEmpty()
                ? "nothing received"
                : "received " + pending.stream().map(Received::toString).collect(Collectors.joining(", "));
    }

    @Override
    public void close() throws IOException {
        channel.close();
        selector.close();
    }

    private Failure missing(String what) {
        return new Failure(closed ? Outcome.CLOSED : Outcome.HANGS, "no " + what + "; " + received());
    }

    private <T> Optional<T> await(Function<Conversation, Optional<T>> wanted, Duration atMost) throws IOException {
        long end = System.nanoTime() + atMost.toNanos();
        Optional<T> found = wanted.apply(this);
        while (found.isEmpty() && !closed && select(SelectionKey.OP_READ, end)) {
            receive();
            found = wanted.apply(this);
        }
        return found;
    }

    private Optional<Reply> takeReply(int id) {
        List<Received> records = new ArrayList<>();
        for (Received record : pending) {
            if (record.id() == id) {
                records.add(record);
            }
            if (record.is(RecordTypes.END_REQUEST, id)) {
                pending.removeAll(records);
                return Optional.of(new Reply(records));
            }
        }
        return Optional.empty();
    }

    private Optional<Received> take(int type) {
        Optional<Received> first =
                pending.stream().filter(record -> record.is(type, 0)).findFirst();
        first.ifPresent(pending::remove);
        return first;
    }

    /** Waits until one of these is possible; false when the time is over. */
    private boolean select(int operations, long end) throws IOException {
        long nanos = end - System.nanoTime();
        if (nanos <= 0) {
            return false;
        }
        key.interestOps(operations);
        selector.selectedKeys().clear();
        return selector.select(Math.max(1, Duration.ofNanos(nanos).toMillis())) > 0;
    }

    private void receive() {
        try {
            closed = channel.read(input) < 0;
        } catch (IOException e) {
            closed = true;
        }
        input.flip();
        for (Optional<Received> record = Received.takeFrom(input);
                record.isPresent();
                record = Received.takeFrom(input)) {
            pending.add(record.get());
        }
        input.compact();
        if (!input.hasRemaining()) {
            input = ByteBuffer.allocate(2 * input.capacity()).put(input.flip());
        }
    }
}
