// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty.listen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.jetty.FastCgiConnectionFactory;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.IO;
import org.junit.jupiter.api.Test;

/** A TCP socket that was handed over: nothing else makes a connector of ours listen on TCP. */
class ChannelConnectorTest {
    private static final class TcpConnector extends ChannelConnector {
        TcpConnector(Server server) {
            super(server, null, new FastCgiConnectionFactory());
        }

        @Override
        ServerSocketChannel openChannel() throws IOException {
            return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        }

        @Override
        void published() {
            // It was with bind().
        }

        @Override
        void closeChannel(ServerSocketChannel opened) {
            IO.close(opened);
        }

        @Override
        public String getHost() {
            return null;
        }

        @Override
        public int getPort() {
            return 0;
        }

        @Override
        public int getLocalPort() {
            return ((ServerSocketChannel) getTransport()).socket().getLocalPort();
        }
    }

    @Test
    void smallAnswersAreNotHeldBack() throws Exception {
        Server server = new Server();
        TcpConnector connector = new TcpConnector(server);
        server.addConnector(connector);
        server.start();
        try (FastCgiPeer peer = FastCgiPeer.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort()))) {
            assertThat(peer.get("/").status()).isEqualTo(404);
            assertThat(connector.getConnectedEndPoints())
                    .singleElement()
                    .extracting(EndPoint::getTransport)
                    .satisfies(channel -> assertThat(
                                    ((SocketChannel) channel).getOption(StandardSocketOptions.TCP_NODELAY))
                            .isTrue());
        } finally {
            server.stop();
        }
    }
}
