// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** What the documentation shows; {@link EmbeddingExampleTest} runs it. */
final class EmbeddingExample {
    private EmbeddingExample() {}

    static Server start(int port, Handler handler) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server, new FastCgiConnectionFactory());
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setIdleTimeout(300_000);
        server.addConnector(connector);
        server.setHandler(handler);
        server.start();
        return server;
    }
}
