// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.servers;

import dev.slipway.fastcgi.benchmarks.application.Answers;
import dev.slipway.fastcgi.benchmarks.application.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What Java's NIO alone costs: one thread that looks for the end of STDIN and answers inline, as floor.c does in C.
 * Like that it trusts what it reads, and expects one request at a time on each connection.
 */
public final class NioFloor {
    private static final int HEADER_LENGTH = 8;
    private static final byte[] URI =
            ((char) 11 + "?REQUEST_URI" + Answers.BYTES_PATH).getBytes(StandardCharsets.US_ASCII);
    private static final Map<Integer, ByteBuffer> ANSWERS = new HashMap<>();

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer input = ByteBuffer.allocateDirect(64 * 1024);
    private ByteBuffer output = ByteBuffer.allocate(0);
    private boolean keep;
    private int asked;
    private long stdinLength;
    private int skip;

    private NioFloor(SocketChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    public static void main(String[] args) throws IOException {
        Selector selector = Selector.open();
        ServerSocketChannel tcp = ServerSocketChannel.open();
        tcp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
        ServerSocketChannel unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        unix.bind(UnixDomainSocketAddress.of(args[0]), 4096);
        for (ServerSocketChannel listener : new ServerSocketChannel[] {tcp, unix}) {
            listener.configureBlocking(false);
            listener.register(selector, SelectionKey.OP_ACCEPT);
        }
        Thread loop = new Thread(() -> serve(selector), "nio-floor");
        loop.setDaemon(true);
        loop.start();
        ServerProcess.listening("fcgi=127.0.0.1:" + tcp.socket().getLocalPort(), "unix=" + args[0]);
        ServerProcess.awaitEnd();
    }

    private static void serve(Selector selector) {
        try {
            while (true) {
                selector.select(key -> ready(key, selector));
            }
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private static void ready(SelectionKey key, Selector selector) {
        try {
            if (key.isAcceptable()) {
                SocketChannel accepted = ((ServerSocketChannel) key.channel()).accept();
                if (accepted.getLocalAddress() instanceof InetSocketAddress) {
                    accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
                }
                new NioFloor(accepted, selector);
            } else if (key.isWritable()) {
                ((NioFloor) key.attachment()).write();
            } else {
                ((NioFloor) key.attachment()).read();
            }
        } catch (IOException gone) {
            close(key);
        }
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException ignored) {
            // It is gone.
        }
    }

    private void read() throws IOException {
        if (channel.read(input) < 0) {
            channel.close();
            return;
        }
        input.flip();
        understand();
        input.compact();
    }

    private void understand() throws IOException {
        while (input.hasRemaining()) {
            int here = Math.min(skip, input.remaining());
            input.position(input.position() + here);
            skip -= here;
            int start = input.position();
            if (skip > 0 || input.remaining() < HEADER_LENGTH) {
                return;
            }
            int type = input.get(start + 1);
            int length = input.getShort(start + 4) & 0xFFFF;
            if (type == 1) {
                if (input.remaining() < 2 * HEADER_LENGTH) {
                    return;
                }
                keep = (input.get(start + 10) & 1) != 0;
                asked = -1;
                stdinLength = 0;
            } else if (type == 4 && asked < 0) {
                if (input.remaining() < HEADER_LENGTH + Math.min(length, 64)) {
                    return;
                }
                asked = asked(start + HEADER_LENGTH);
            } else if (type == 5) {
                stdinLength += length;
            }
            input.position(start + HEADER_LENGTH);
            skip = length + (input.get(start + 6) & 0xFF);
            if (type == 5 && length == 0) {
                answer();
            }
        }
    }

    /** What the first parameter asks for. */
    private int asked(int start) {
        for (int i = 0; i < URI.length; i++) {
            if (i != 1 && (start + i >= input.limit() || input.get(start + i) != URI[i])) {
                return 1024;
            }
        }
        int end = start + 13 + input.get(start + 1);
        int number = 0;
        for (int at = start + URI.length; at < end; at++) {
            number = number * 10 + input.get(at) - '0';
        }
        return number;
    }

    private void answer() throws IOException {
        output = stdinLength > 0
                ? encode(Answers.uploaded(stdinLength))
                : ANSWERS.computeIfAbsent(asked, length -> encode(Answers.bytes(length)))
                        .rewind();
        if (channel.write(output) >= 0 && output.hasRemaining()) {
            // What all connections share is rewound by the next answer.
            output = output.duplicate();
            key.interestOps(SelectionKey.OP_WRITE);
        } else if (!keep) {
            channel.close();
        }
    }

    private void write() throws IOException {
        channel.write(output);
        if (!output.hasRemaining()) {
            key.interestOps(SelectionKey.OP_READ);
            if (!keep) {
                channel.close();
            }
        }
    }

    private static ByteBuffer encode(byte[] body) {
        byte[] head = ("Content-Type: text/plain\r\nContent-Length: " + body.length + "\r\nStatus: 200 OK\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] document = ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .array();
        int piece = 32 * 1024 - 8;
        int records = document.length / piece + 1;
        ByteBuffer bytes = ByteBuffer.allocateDirect(document.length + (records + 3) * HEADER_LENGTH);
        for (int done = 0; done < document.length; done += piece) {
            int length = Math.min(piece, document.length - done);
            record(bytes, 6, length).put(document, done, length);
        }
        record(bytes, 6, 0);
        record(bytes, 3, 8).putLong(0);
        return bytes.flip();
    }

    private static ByteBuffer record(ByteBuffer out, int type, int length) {
        return out.put((byte) 1)
                .put((byte) type)
                .putShort((short) 1)
                .putShort((short) length)
                .putShort((short) 0);
    }
}
