// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.backend;

import dev.slipway.it.process.Tls;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The reference's process: Jetty as the launcher sets it up, except for the connectors. */
public final class JettyBackendMain {
    private JettyBackendMain() {}

    public static void main(String[] arguments) throws Exception {
        Server server = new Server();
        UriCompliance compliance = UriCompliance.from(arguments[2]);
        long idleMillis = Long.parseLong(arguments[6]);
        server.addConnector(plain(server, compliance, Integer.parseInt(arguments[4]), idleMillis));
        server.addConnector(secure(server, compliance, arguments[3], Integer.parseInt(arguments[5]), idleMillis));

        WebAppContext application = new WebAppContext();
        application.setWar(arguments[0]);
        application.setContextPath(arguments[1]);
        application.getServletHandler().setDecodeAmbiguousURIs(true);
        application.setThrowUnavailableOnStartupException(true);
        server.setHandler(application);
        server.setStopAtShutdown(true);
        server.start();
        System.out.println(Backend.SERVING + "127.0.0.1:" + arguments[4] + " and 127.0.0.1:" + arguments[5]);
        server.join();
    }

    private static HttpConfiguration configuration(UriCompliance compliance) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setUriCompliance(compliance);
        configuration.setSendServerVersion(false);
        // Web servers have limits of their own; here the larger requests of the scenarios have to pass.
        configuration.setRequestHeaderSize(64 * 1024);
        return configuration;
    }

    private static ServerConnector plain(Server server, UriCompliance compliance, int port, long idleMillis) {
        return loopback(
                new ServerConnector(server, new HttpConnectionFactory(configuration(compliance))), port, idleMillis);
    }

    private static ServerConnector secure(
            Server server, UriCompliance compliance, String keyStore, int port, long idleMillis) {
        HttpConfiguration configuration = configuration(compliance);
        // The scenarios ask for hosts that no certificate names.
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(keyStore);
        tls.setKeyStorePassword(Tls.PASSWORD);
        return loopback(
                new ServerConnector(
                        server, new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(configuration)),
                port,
                idleMillis);
    }

    private static ServerConnector loopback(ServerConnector connector, int port, long idleMillis) {
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setIdleTimeout(idleMillis);
        return connector;
    }
}
