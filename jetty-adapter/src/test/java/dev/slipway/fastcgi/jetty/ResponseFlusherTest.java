// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.request.RequestReader;
import dev.slipway.fastcgi.response.ResponseEncoder.Ending;
import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.AnswerReader;
import dev.slipway.fastcgi.testkit.Await;
import dev.slipway.fastcgi.testkit.RecordTypes;
import dev.slipway.fastcgi.testkit.WireRecord;
import dev.slipway.fastcgi.testkit.WireScript;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes out in which order, write by write: each waits for the test. */
@Timeout(60)
class ResponseFlusherTest {
    /** A turn, and a record that it may begin before it is over. */
    private static final int TURN = 128 * 1024 + 32 * 1024 + 16;

    /** A full one: takes a write, and tells of it when the test says so. */
    private static final class Socket extends ByteArrayEndPoint {
        private final AnswerReader answers = new AnswerReader();
        private final Queue<Callback> writes = new ArrayDeque<>();
        private Throwable closed;
        private Runnable beforeFull = () -> {};
        private boolean full = true;

        /** Takes nothing, or all of it. */
        @Override
        public boolean flush(ByteBuffer... buffers) {
            beforeFull.run();
            if (!full) {
                feed(buffers);
            }
            return !full;
        }

        @Override
        public synchronized void write(Callback callback, ByteBuffer... buffers) {
            feed(buffers);
            writes.add(callback);
        }

        private synchronized void feed(ByteBuffer... buffers) {
            for (ByteBuffer buffer : buffers) {
                answers.feed(buffer);
            }
        }

        @Override
        public void onClose(Throwable cause) {
            super.onClose(cause);
            closed = cause;
        }

        /** The records of the oldest write, which only then is complete. */
        synchronized List<WireRecord> records() {
            List<WireRecord> records = new ArrayList<>();
            Optional<WireRecord> next = answers.nextRecord();
            while (next.isPresent()) {
                records.add(next.get());
                next = answers.nextRecord();
            }
            assertThat(answers.unreadCount()).as("a write is whole records").isZero();
            return records;
        }

        synchronized boolean isWriting() {
            return !writes.isEmpty();
        }

        private synchronized Callback poll() {
            return writes.remove();
        }
    }

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final ArrayByteBufferPool.Tracking pool = new ArrayByteBufferPool.Tracking();
    private final Socket socket = new Socket();
    private final TestServer server = new TestServer((request, response, callback) -> callback.succeeded());
    private final FastCgiConnection connection =
            new FastCgiConnection(server.factory(), server.connector(), new ByteArrayEndPoint());
    private final ResponseFlusher flusher = new ResponseFlusher(socket, server.threads(), pool, false);

    @AfterEach
    void nothingLeaks() {
        assertThat(pool.getLeaks()).isEmpty();
        server.close();
    }

    private FastCgiStream stream(int id) throws Exception {
        RequestReader reader = new RequestReader(
                server.factory().capabilities(), server.factory().readerLimits());
        reader.next(WireScript.getRequest(id, true, "/").toByteBuffer());
        return new FastCgiStream(connection, server.factory(), "" + id, reader);
    }

    private Callback teller(String name) {
        return Callback.from(() -> told.add(name), failure -> told.add(name + " " + failure.getMessage()));
    }

    private void offer(FastCgiStream stream, int length, Ending ending, String name) {
        assertThat(flusher.offer(stream, null, ByteBuffer.allocate(length), ending, teller(name)))
                .isTrue();
    }

    private void awaitTold(String... names) {
        Await.until(() -> told.size() >= names.length, TestServer.PATIENCE, () -> "told " + told);
        assertThat(told).containsExactlyInAnyOrder(names);
    }

    private void awaitWriting() {
        Await.until(socket::isWriting, TestServer.PATIENCE, () -> "nothing is written, told " + told);
    }

    private static int lengthOf(int id, List<WireRecord> records) {
        return records.stream()
                .filter(record -> record.id() == id)
                .mapToInt(record -> 8 + record.content().length)
                .sum();
    }

    private static boolean ends(int id, List<WireRecord> records) {
        return records.stream().anyMatch(record -> record.id() == id && record.type() == RecordTypes.END_REQUEST);
    }

    @Test
    void aConnectionThatIsNotSharedWritesAllAtOnce() throws Exception {
        offer(stream(1), 1_000_000, Ending.REQUEST, "one");
        flusher.flush();
        assertThat(ends(1, socket.records())).isTrue();
        socket.poll().succeeded();
        awaitTold("one");
        assertThat(socket.isWriting()).isFalse();
    }

    @Test
    void aLongResponseTakesTurnsAndAShortOneIsInTheNext() throws Exception {
        flusher.share();
        offer(stream(1), 1_000_000, Ending.REQUEST, "long");
        flusher.flush();
        int length = 0;
        for (int id = 2; !told.contains("long"); id++) {
            awaitWriting();
            List<WireRecord> records = socket.records();
            length += lengthOf(1, records);
            assertThat(lengthOf(1, records)).isLessThanOrEqualTo(TURN);
            assertThat(id == 2 || ends(id - 1, records)).as("the short one").isTrue();
            if (ends(1, records)) {
                socket.poll().succeeded();
                break;
            }
            offer(stream(id), 10, Ending.REQUEST, "short");
            flusher.flush();
            socket.poll().succeeded();
        }
        assertThat(length).isGreaterThan(1_000_000);
        Await.until(() -> told.contains("long"), TestServer.PATIENCE, () -> "told " + told);
        assertThat(socket.answers.takeAnswer(1).orElseThrow().stdout()).hasSize(1_000_000);
    }

    @Test
    void whatBelongsToACutResponseWaitsForItsRest() throws Exception {
        flusher.share();
        FastCgiStream stream = stream(1);
        offer(stream, 200_000, Ending.STDOUT, "content");
        flusher.offer(1, stream.encoder().endRequest(), teller("end"));
        flusher.flush();
        assertThat(ends(1, socket.records())).isFalse();
        socket.poll().succeeded();
        awaitWriting();
        assertThat(ends(1, socket.records())).isTrue();
        socket.poll().succeeded();
        awaitTold("content", "end");
        Answer answer = socket.answers.takeAnswer(1).orElseThrow();
        assertThat(answer.stdout()).hasSize(200_000);
    }

    @Test
    void aCutResponseThatIsCancelledInFlightIsToldAtOnce() throws Exception {
        flusher.share();
        FastCgiStream stream = stream(1);
        offer(stream, 1_000_000, Ending.NONE, "content");
        flusher.flush();
        assertThat(lengthOf(1, socket.records())).isGreaterThan(100_000);
        assertThat(flusher.isPending(stream)).isTrue();
        assertThat(flusher.cancel(stream, new IOException("cancelled"))).isFalse();
        awaitTold("content cancelled");
        flusher.failWhenWritten(stream, new IOException("cancelled"), teller("application"));
        awaitTold("content cancelled", "application cancelled");
        assertThat(flusher.isPending(stream)).isFalse();

        flusher.offer(1, stream.encoder().endStdoutAndRequest(), teller("end"));
        flusher.flush();
        assertThat(pool.getLeaks()).as("the copy of what is in flight").isNotEmpty();
        socket.poll().succeeded();
        awaitWriting();
        assertThat(socket.records()).as("the end, and nothing of the rest").hasSize(2);
        socket.poll().succeeded();
        awaitTold("content cancelled", "application cancelled", "end");
    }

    @Test
    void anAnswerCopiedForAFullSocketIsTheSame() throws Exception {
        flusher.share();
        FastCgiStream stream = stream(1);
        byte[] content = new byte[100_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) ('a' + i % 23);
        }
        flusher.offer(stream, null, ByteBuffer.wrap(content), Ending.REQUEST, teller("content"));
        flusher.flush();
        assertThat(socket.records()).isNotEmpty();
        socket.poll().succeeded();
        awaitTold("content");
        assertThat(socket.answers.takeAnswer(1).orElseThrow().stdout()).isEqualTo(content);
    }

    /** Whoever cancels may come while another thread finds out how much the socket takes. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aResponseThatIsCancelledWhileItIsCopiedIsToldOnce(boolean full) throws Exception {
        flusher.share();
        FastCgiStream one = stream(1);
        FastCgiStream two = stream(2);
        offer(one, 10, Ending.NONE, "whole");
        offer(one, 1_000_000, Ending.NONE, "cut");
        offer(two, 10, Ending.REQUEST, "other");
        socket.full = full;
        socket.beforeFull = () -> {
            socket.beforeFull = () -> {};
            assertThat(flusher.cancel(one, new IOException("cancelled"))).isTrue();
            flusher.failWhenWritten(one, new IOException("cancelled"), teller("application"));
            assertThat(told).as("the buffers are in use").isEmpty();
        };
        flusher.flush();
        if (full) {
            awaitTold("whole cancelled", "cut cancelled", "application cancelled");
            assertThat(flusher.isPending(one)).isFalse();
            socket.poll().succeeded();
        }
        awaitTold("whole cancelled", "cut cancelled", "application cancelled", "other");
    }

    @Test
    void aResponseThatIsOnlyQueuedIsCancelledAtOnce() throws Exception {
        flusher.share();
        FastCgiStream one = stream(1);
        FastCgiStream two = stream(2);
        offer(one, 10, Ending.NONE, "one");
        flusher.flush();
        offer(two, 1_000_000, Ending.NONE, "two");
        assertThat(flusher.cancel(two, new IOException("cancelled"))).isFalse();
        awaitTold("two cancelled");
        flusher.failWhenWritten(two, new IOException("cancelled"), teller("application"));
        awaitTold("two cancelled", "application cancelled");
        socket.poll().succeeded();
        awaitTold("two cancelled", "application cancelled", "one");
        assertThat(socket.isWriting()).isFalse();
    }

    @Test
    void aFailureIsToldToEachOnceAndNothingIsTakenAfterIt() throws Exception {
        flusher.share();
        offer(stream(1), 1_000_000, Ending.REQUEST, "cut");
        offer(stream(2), 10, Ending.REQUEST, "whole");
        flusher.flush();
        offer(stream(3), 1_000_000, Ending.REQUEST, "queued");
        IOException broken = new IOException("broken");
        socket.poll().failed(broken);
        awaitTold("cut broken", "whole broken", "queued broken");
        assertThat(socket.closed).isSameAs(broken);
        assertThat(flusher.offer(stream(4), null, ByteBuffer.allocate(10), Ending.NONE, teller("late")))
                .isFalse();
        flusher.flush();
        assertThat(told).hasSize(3);
        assertThat(socket.isWriting()).isFalse();
    }

    @Test
    void aCancelledOneAmongAFailureIsToldOnce() throws Exception {
        flusher.share();
        FastCgiStream stream = stream(1);
        offer(stream, 1_000_000, Ending.NONE, "cut");
        flusher.flush();
        flusher.cancel(stream, new IOException("cancelled"));
        socket.poll().failed(new IOException("broken"));
        awaitTold("cut cancelled");
    }

    @Test
    void aCallbackThatBlocksDelaysNoTurn() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        flusher.share();
        offer(stream(1), 400_000, Ending.REQUEST, "long");
        flusher.offer(stream(2), null, ByteBuffer.allocate(10), Ending.REQUEST, Callback.from(() -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        flusher.flush();
        Callback first = socket.poll();
        Thread blocked = new Thread(first::succeeded);
        blocked.start();
        try {
            boolean ended;
            do {
                awaitWriting();
                ended = ends(1, socket.records());
                socket.poll().succeeded();
            } while (!ended);
            awaitTold("long");
        } finally {
            release.countDown();
            blocked.join();
        }
    }
}
