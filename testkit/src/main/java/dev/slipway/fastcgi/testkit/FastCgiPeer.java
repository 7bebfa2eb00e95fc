// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.testkit;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * A front end with one connection to an application: sends scripts, and checks all that comes back.
 *
 * <p>Each call waits at most the deadline (10 s unless told otherwise), then fails with what was received so far. One thread
 * may use it at a time.
 */
public final class FastCgiPeer implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Wire wire;
    private final Duration deadline;
    private final AnswerReader reader = new AnswerReader();
    private final SentRequests sentRequests = new SentRequests(reader::requestBegun);
    private final ByteBuffer input = ByteBuffer.allocate(64 * 1024);

    private FastCgiPeer(Wire wire, Duration deadline) {
        this.wire = wire;
        this.deadline = deadline;
    }

    /** Connects to a TCP or Unix-domain socket. */
    public static FastCgiPeer connect(SocketAddress address) throws IOException {
        return connect(address, DEADLINE);
    }

    /** Connects with another deadline for each call. */
    public static FastCgiPeer connect(SocketAddress address, Duration deadline) throws IOException {
        return new FastCgiPeer(Wire.connect(address), deadline);
    }

    /** Sends the script at once. */
    public void send(WireScript script) throws IOException {
        send(script.toBytes());
    }

    /** Sends all bytes; as long as the application takes no more of them, what it sends is read. */
    public void send(byte[] bytes) throws IOException {
        sentRequests.scan(bytes);
        var out = ByteBuffer.wrap(bytes);
        var clock = new Clock(deadline);
        while (true) {
            wire.write(out);
            if (!out.hasRemaining()) {
                return;
            }
            if (!wire.awaitReadableOrWritable(clock.left())) {
                throw new AssertionError("the application took %d of %d octets within %s; received so far: %s"
                        .formatted(out.position(), bytes.length, deadline, reader.receivedSoFar()));
            }
            receive();
        }
    }

    /** Sends each record by a write of its own, which TCP_NODELAY makes a segment of its own. */
    public void sendRecordByRecord(WireScript script) throws IOException {
        for (byte[] record : script.records()) {
            send(record);
        }
    }

    /** Sends the bytes in pieces of random sizes, small ones being as likely as large ones. */
    public void sendInPieces(byte[] bytes, RandomGenerator random) throws IOException {
        int position = 0;
        while (position < bytes.length) {
            int end = Math.min(bytes.length, position + random.nextInt(1, 2 << random.nextInt(14)));
            send(Arrays.copyOfRange(bytes, position, end));
            position = end;
        }
    }

    /** Sends without reading until the application takes no more for this long; returns how much the sockets took. The rest may be sent later. */
    public int sendUntilStalled(byte[] bytes, Duration quiet) throws IOException {
        var out = ByteBuffer.wrap(bytes);
        do {
            wire.write(out);
        } while (out.hasRemaining() && wire.awaitWritable(quiet));
        sentRequests.scan(Arrays.copyOf(bytes, out.position()));
        return out.position();
    }

    /** Sends a script and reads the answer to this id. */
    public Answer request(int id, WireScript script) throws IOException {
        send(script);
        return readAnswer(id);
    }

    /** Sends {@link WireScript#getRequest} with id 1 and KEEP_CONN, and reads the answer. */
    public Answer get(String target, String... extraParams) throws IOException {
        return request(1, WireScript.getRequest(1, true, target, extraParams));
    }

    /** The next whole answer to this id; those to other ids are kept for later calls. */
    public Answer readAnswer(int id) throws IOException {
        var clock = new Clock(deadline);
        while (true) {
            Optional<Answer> answer = reader.takeAnswer(id);
            if (answer.isPresent()) {
                return answer.get();
            }
            readRecord(clock, "the whole answer " + id);
        }
    }

    /** Reads until the unfinished answer to this id is as wanted, and leaves it open; it may not end before. */
    public Answer readUntil(int id, Predicate<Answer> wanted) throws IOException {
        var clock = new Clock(deadline);
        while (true) {
            Answer answer = reader.unfinished(id);
            if (wanted.test(answer)) {
                return answer;
            }
            WireRecord record = readRecord(clock, "the wanted part of answer " + id);
            if (record.id() == id && record.type() == RecordTypes.END_REQUEST) {
                throw new AssertionError("the answer ended before the wanted part: " + reader.takeAnswer(id));
            }
        }
    }

    /** Reads until the connection is closed; returns the answer to this id that was cut off, or is empty if none had begun. */
    public Answer readCutAnswer(int id) throws IOException {
        var clock = new Clock(deadline);
        while (true) {
            Optional<WireRecord> record = nextRecord(clock, "a close");
            if (record.isEmpty()) {
                return reader.unfinished(id);
            }
            if (record.get().id() == id && record.get().type() == RecordTypes.END_REQUEST) {
                throw new AssertionError("the answer is whole: " + reader.takeAnswer(id));
            }
        }
    }

    /** The next record, which also becomes part of its answer. */
    public WireRecord readRecord() throws IOException {
        return readRecord(new Clock(deadline), "a record");
    }

    /** The names and values of the next GET_VALUES_RESULT. */
    public Map<String, String> readValues() throws IOException {
        return Pairs.decode(readManagementRecord(RecordTypes.GET_VALUES_RESULT).content());
    }

    /** The type that the next UNKNOWN_TYPE names. */
    public int readUnknownType() throws IOException {
        return readManagementRecord(RecordTypes.UNKNOWN_TYPE).content()[0] & 0xFF;
    }

    /** Waits for the end of the connection, orderly or by a reset; fails if a single octet comes before. */
    public void expectClosed() throws IOException {
        var clock = new Clock(deadline);
        boolean open = true;
        while (open && reader.unreadCount() == 0) {
            open = waitAndReceive(clock, "a close");
        }
        if (reader.unreadCount() > 0) {
            reader.nextRecord();
            throw new AssertionError("expected a close, received " + reader.receivedSoFar());
        }
    }

    /** Fails if an octet or the end of the connection comes within this time. */
    public void expectSilence(Duration time) throws IOException {
        if (reader.unreadCount() > 0 || wire.awaitReadable(time)) {
            boolean open = receive();
            reader.nextRecord();
            throw new AssertionError(
                    "expected silence, received " + (open ? "" : "a close, before it ") + reader.receivedSoFar());
        }
    }

    /** Ends the sending direction only. */
    public void shutdownOutput() throws IOException {
        wire.shutdownOutput();
    }

    /** Closes with a reset (TCP only), as a front end does that dies or has unread input. */
    public void reset() throws IOException {
        wire.resetOnClose();
        wire.close();
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }

    private WireRecord readManagementRecord(int type) throws IOException {
        var clock = new Clock(deadline);
        Optional<WireRecord> record = reader.takeManagementRecord();
        while (record.isEmpty()) {
            readRecord(clock, RecordTypes.name(type));
            record = reader.takeManagementRecord();
        }
        if (record.get().type() != type) {
            throw record.get().violation("expected " + RecordTypes.name(type));
        }
        return record.get();
    }

    private WireRecord readRecord(Clock clock, String awaited) throws IOException {
        return nextRecord(clock, awaited)
                .orElseThrow(() -> new AssertionError(
                        "connection closed before %s; received so far: %s".formatted(awaited, reader.receivedSoFar())));
    }

    /** The next record, or nothing if the connection was closed behind a whole record or inside one. */
    private Optional<WireRecord> nextRecord(Clock clock, String awaited) throws IOException {
        Optional<WireRecord> record = reader.nextRecord();
        while (record.isEmpty() && waitAndReceive(clock, awaited)) {
            record = reader.nextRecord();
        }
        return record;
    }

    private boolean waitAndReceive(Clock clock, String awaited) throws IOException {
        if (!wire.awaitReadable(clock.left())) {
            throw new AssertionError("%s did not come within %s; received so far: %s"
                    .formatted(awaited, deadline, reader.receivedSoFar()));
        }
        return receive();
    }

    /** Takes what is here; false at the end of the connection. */
    private boolean receive() {
        int count = wire.read(input.clear());
        reader.feed(input.flip());
        return count != Wire.CLOSED;
    }

    /** The time that one call has left. */
    private static final class Clock {
        private final long end;

        Clock(Duration deadline) {
            end = System.nanoTime() + deadline.toNanos();
        }

        Duration left() {
            return Duration.ofNanos(end - System.nanoTime());
        }
    }
}
