// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.relay;

import dev.slipway.fastcgi.testkit.RecordTypes;
import dev.slipway.fastcgi.testkit.WireScript;
import dev.slipway.it.process.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** In Slipway's place: says byte for byte what a test wants it to, and goes away when a test wants it to. */
final class ScriptedBackend implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final ServerSocketChannel listener;

    private ScriptedBackend(ServerSocketChannel listener) throws IOException {
        this.listener = listener;
        listener.configureBlocking(false);
    }

    static ScriptedBackend listen(Path socket) throws IOException {
        return new ScriptedBackend(
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket)));
    }

    /** On a free port of an address of this machine. */
    static ScriptedBackend listen(String host) throws IOException {
        return new ScriptedBackend(ServerSocketChannel.open().bind(new InetSocketAddress(host, 0)));
    }

    /** As the relay is told. */
    String address() throws IOException {
        if (listener.getLocalAddress() instanceof InetSocketAddress tcp) {
            String host = tcp.getAddress().getHostAddress();
            return "tcp:" + (host.contains(":") ? "[" + host + "]" : host) + ":" + tcp.getPort();
        }
        return "unix:" + listener.getLocalAddress();
    }

    /** The relay's next connection. */
    Accepted accept() throws IOException {
        SocketChannel[] accepted = new SocketChannel[1];
        Await.until("the relay connects", LIMIT, () -> {
            try {
                accepted[0] = listener.accept();
                return accepted[0] != null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        accepted[0].configureBlocking(false);
        return new Accepted(accepted[0]);
    }

    /** The listener is gone; connections stay. */
    @Override
    public void close() throws IOException {
        SocketAddress address = listener.getLocalAddress();
        listener.close();
        if (address instanceof UnixDomainSocketAddress unix) {
            Files.deleteIfExists(unix.getPath());
        }
    }

    /** STDOUT with the beginning of an answer. */
    static WireScript output(int id, String text) {
        return new WireScript().record(RecordTypes.STDOUT, id, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static WireScript answer(int id, String body) {
        return output(id, "Content-Type: text/plain\r\nStatus: 200 OK\r\n\r\n" + body)
                .record(RecordTypes.STDOUT, id, new byte[0])
                .record(RecordTypes.END_REQUEST, id, new byte[8]);
    }

    /** One connection of the relay's. */
    record Accepted(SocketChannel channel) implements AutoCloseable {
        /** Exactly so many octets. */
        byte[] read(int length) {
            ByteBuffer octets = ByteBuffer.allocate(length);
            Await.until(() -> length + " octets of the relay, not " + octets, LIMIT, () -> {
                if (fill(octets) < 0) {
                    throw new AssertionError("the relay closed its connection after " + octets);
                }
                return !octets.hasRemaining();
            });
            return octets.array();
        }

        /** The relay closes its connection, and says nothing before. */
        void assertClosed() {
            ByteBuffer octet = ByteBuffer.allocate(1);
            Await.until("the relay closes its connection", LIMIT, () -> {
                if (octet.position() > 0) {
                    throw new AssertionError("the relay went on");
                }
                return fill(octet) < 0;
            });
        }

        private int fill(ByteBuffer octets) {
            try {
                return channel.read(octets);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void send(WireScript script) throws IOException {
            ByteBuffer octets = ByteBuffer.wrap(script.toBytes());
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
