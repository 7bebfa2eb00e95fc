// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.load;

import dev.slipway.fastcgi.benchmarks.application.Answers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Very many connections on which little happens. They are opened by {@link #idle} and kept, or send one byte of a
 * request every second once {@link #trickle} was called. One thread may call it.
 */
public final class Crowd implements AutoCloseable {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Target target;
    private final ByteBuffer request;
    private final ByteBuffer expected;
    private final List<Member> members = new ArrayList<>();
    private Thread sender;
    private volatile boolean closed;
    private volatile long reconnected;

    /**
     * Nothing is connected yet.
     *
     * @param target the server
     */
    public Crowd(Target target) {
        this.target = target;
        LoadPlan plan = LoadPlan.get(1);
        request = Requests.bytes(target.protocol(), plan, 0);
        expected = ByteBuffer.wrap(Answers.bytes(plan.answerLength()));
    }

    /**
     * Opens connections and sends one request on each; when all were answered they stay open.
     *
     * @param count how many
     * @throws IOException if one is refused, or gets a wrong answer
     */
    public void idle(int count) throws IOException {
        ByteBuffer input = ByteBuffer.allocateDirect(16 * 1024);
        for (int i = 0; i < count; i++) {
            Member member = new Member();
            members.add(member);
            member.connect();
            member.channel.write(request.duplicate());
            boolean[] correct = new boolean[2];
            AnswerReader answers = LoadConnection.reader(target.protocol(), 1, expected, (slot, right) -> {
                correct[0] = true;
                correct[1] = right;
            });
            input.clear();
            while (!correct[0]) {
                if (member.channel.read(input) < 0) {
                    throw new IOException("connection " + (i + 1) + " of " + count + " was closed before its answer");
                }
                answers.read(input.flip());
                input.compact();
            }
            if (!correct[1]) {
                throw new IOException("a wrong answer on connection " + (i + 1) + " of " + count);
            }
        }
    }

    /**
     * Opens connections, each of which sends the next byte of a request every second from now on; one that the server
     * closes is opened again and begins with the first byte.
     *
     * @param count how many
     * @throws IOException if one is refused
     */
    public void trickle(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Member member = new Member();
            members.add(member);
            member.connect();
            member.channel.configureBlocking(false);
        }
        sender = new Thread(this::send, "crowd");
        sender.setDaemon(true);
        sender.start();
    }

    /**
     * How often the server has closed one that trickles.
     *
     * @return a count, which another thread raises
     */
    public long reconnected() {
        return reconnected;
    }

    /** All in turn, evenly over the second: together they would be a load of their own. */
    private void send() {
        long begin = System.nanoTime();
        long sent = 0;
        while (!closed) {
            long due = (System.nanoTime() - begin) * members.size() / SECOND;
            for (; sent < due && !closed; sent++) {
                members.get((int) (sent % members.size())).sendByte();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        try {
            if (sender != null) {
                sender.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        for (Member member : members) {
            if (member.channel != null) {
                member.channel.close();
            }
        }
    }

    private final class Member {
        private SocketChannel channel;
        private final ByteBuffer rest = request.duplicate();

        void connect() throws IOException {
            channel = SocketChannel.open(target.address());
        }

        void sendByte() {
            try {
                if (!rest.hasRemaining()) {
                    rest.rewind();
                }
                ByteBuffer next = rest.slice(rest.position(), 1);
                channel.write(next);
                if (!next.hasRemaining()) {
                    rest.position(rest.position() + 1);
                }
            } catch (IOException closedByServer) {
                reconnected++;
                again();
            }
        }

        private void again() {
            try {
                channel.close();
                rest.rewind();
                connect();
                channel.configureBlocking(false);
            } catch (IOException refused) {
                // The next second is another try: a closed channel throws.
            }
        }
    }
}
