// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** What the documentation shows; {@link EmbeddingExampleTest} runs it. */
final class EmbeddingExample {
    private EmbeddingExample() {}

    static Server start(Handler handler) throws Exception {
        Server server = new Server();
        server.addConnector(new ServerConnector(server, new FastCgiConnectionFactory()));
        server.setHandler(handler);
        server.start();
        return server;
    }
}
