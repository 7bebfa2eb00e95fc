// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import java.nio.file.Path;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;

/** What the documentation shows; {@link EmbeddingExampleTest} runs it. */
final class UnixSocketExample {
    private UnixSocketExample() {}

    static void addConnector(Server server, Path path) {
        HttpConfiguration httpConfiguration = new HttpConfiguration();
        httpConfiguration.setSendServerVersion(false);
        FastCgiConnectionFactory factory = new FastCgiConnectionFactory(httpConfiguration);

        UnixDomainServerConnector connector = new UnixDomainServerConnector(server, factory);
        connector.setUnixDomainPath(path);
        server.addConnector(connector);
    }
}
