// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.backend;

import dev.slipway.launcher.deploy.Application;
import dev.slipway.launcher.deploy.ApplicationSettings;
import dev.slipway.launcher.deploy.Applications;
import dev.slipway.launcher.deploy.DeploymentReport;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;

/** The process of {@link ForeignWars} as a reference: what the launcher does, but with Jetty's HTTP connector. */
public final class ForeignJettyMain {
    private ForeignJettyMain() {}

    /** Where this class is. */
    static Path classes() {
        return Path.of(URI.create(ForeignJettyMain.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
    }

    public static void main(String[] arguments) throws Exception {
        Server server = new Server();
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(arguments[0]));
        server.addConnector(connector);
        ContextHandlerCollection contexts = new ContextHandlerCollection();
        server.setHandler(contexts);
        server.setTempDirectory(Path.of(arguments[1]).toFile());
        List<Application> applications = Arrays.stream(arguments)
                .skip(3)
                .map(text -> text.split("=", 2))
                .map(pair -> new Application(Path.of(pair[1]), pair[0]))
                .toList();
        server.addBean(new Applications(
                server,
                contexts,
                applications,
                null,
                new ApplicationSettings(null, Path.of(arguments[2]), false),
                new Report()));
        server.setStopAtShutdown(true);
        server.start();
        System.out.println(Backend.SERVING + "127.0.0.1:" + arguments[0]);
        server.join();
    }

    private static final class Report implements DeploymentReport {
        @Override
        public void deployed(Path application, String contextPath, String environment) {
            System.out.println("serving " + application + " at " + contextPath + " (" + environment + ")");
        }

        @Override
        public void failed(Path application, String contextPath, String reason, Throwable failure) {
            throw new IllegalStateException(application + ": " + reason, failure);
        }

        @Override
        public void removed(Path application, String contextPath) {
            System.out.println("removed " + application);
        }

        @Override
        public boolean goesOn() {
            return true;
        }
    }
}
