// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.FastCgiPeer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the documentation serve a request. */
class EmbeddingExampleTest {
    private static final Handler HELLO = new Handler.Abstract() {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Content.Sink.write(response, true, "hello", callback);
            return true;
        }
    };

    @Test
    void aConnectorOverTcp() throws Exception {
        Server server = EmbeddingExample.start(0, HELLO);
        try {
            int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
            assertHello(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } finally {
            LifeCycle.stop(server);
        }
    }

    @Test
    void aConnectorOverAUnixSocket(@TempDir Path directory) throws Exception {
        Path path = directory.resolve("app.sock");
        Server server = new Server();
        UnixSocketExample.addConnector(server, path);
        server.setHandler(HELLO);
        LifeCycle.start(server);
        try {
            assertHello(UnixDomainSocketAddress.of(path));
        } finally {
            LifeCycle.stop(server);
        }
    }

    private static void assertHello(SocketAddress address) throws Exception {
        try (FastCgiPeer peer = FastCgiPeer.connect(address)) {
            assertThat(peer.get("/").bodyText()).isEqualTo("hello");
        }
    }
}
