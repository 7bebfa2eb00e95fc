// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An application that serves one connection by a script of its own and knows nothing of FastCGI. */
final class ScriptedApplication implements AutoCloseable {
    private final ServerSocketChannel listener;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    ScriptedApplication(SocketAddress address, Script script) throws IOException {
        listener = address instanceof UnixDomainSocketAddress
                ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                : ServerSocketChannel.open();
        listener.bind(address);
        var thread = new Thread(() -> serve(script), "scripted-application");
        thread.setDaemon(true);
        thread.start();
    }

    static ScriptedApplication onLoopback(Script script) throws IOException {
        return new ScriptedApplication(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), script);
    }

    FastCgiPeer connect() throws IOException {
        return FastCgiPeer.connect(listener.getLocalAddress());
    }

    SocketAddress address() throws IOException {
        return listener.getLocalAddress();
    }

    /** Waits for the script's end; its failure is a failure. */
    void awaitEnd() throws Exception {
        done.get(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve(Script script) {
        try (SocketChannel connection = listener.accept()) {
            script.run(new Connection(connection));
            done.complete(null);
        } catch (Exception | AssertionError e) {
            done.completeExceptionally(e);
        }
    }

    /** What the application does with its connection, which is closed afterwards. */
    interface Script {
        void run(Connection connection) throws Exception;
    }

    /** The application's end of the connection. */
    record Connection(SocketChannel channel) {
        byte[] receive(int length) throws IOException {
            var bytes = ByteBuffer.allocate(length);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // until all is there
            }
            return bytes.array();
        }

        boolean atEnd() throws IOException {
            return channel.read(ByteBuffer.allocate(1)) < 0;
        }

        void send(byte[] bytes) throws IOException {
            var out = ByteBuffer.wrap(bytes);
            while (out.hasRemaining()) {
                channel.write(out);
            }
        }

        void resetOnClose() throws IOException {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
    }
}
