// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.jetty.listen.UnixConnector;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;

/** What the documentation shows; {@link EmbeddingExampleTest} runs it. */
final class UnixSocketExample {
    private UnixSocketExample() {}

    static void addConnector(Server server, Path path) {
        HttpConfiguration httpConfiguration = new HttpConfiguration();
        httpConfiguration.setSendServerVersion(false);
        FastCgiConnectionFactory factory = new FastCgiConnectionFactory(httpConfiguration);

        UnixConnector connector = new UnixConnector(server, path, factory);
        connector.setMode(PosixFilePermissions.fromString("rw-rw----"));
        server.addConnector(connector);
    }
}
