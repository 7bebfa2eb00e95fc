// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher.deploy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.deploy.DeploymentScanner;
import org.eclipse.jetty.server.Deployable;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.Attributes;
import org.eclipse.jetty.util.component.ContainerLifeCycle;
import org.eclipse.jetty.util.component.Environment;

/**
 * All applications of the program. A bean of the server: it deploys them when the server starts, before anybody is
 * answered, and then looks after the directory that it was told to watch.
 */
public final class Applications extends ContainerLifeCycle {
    /** The environment of what is found in that directory, until it is known. */
    static final String TO_BE_DETECTED = "detect";

    private static final int SCAN_INTERVAL_SECONDS = 1;

    private final Server server;
    private final List<Application> applications;
    private final ApplicationFactory factory;
    private final ReportingDeployer deployer;
    private final DeploymentReport report;
    private final boolean watching;

    /**
     * @param contexts where they are added
     * @param applications deployed in this order
     * @param webapps the directory to watch; null for none
     * @param report is told of each
     */
    public Applications(
            Server server,
            ContextHandlerCollection contexts,
            List<Application> applications,
            Path webapps,
            ApplicationSettings settings,
            DeploymentReport report) {
        this.server = server;
        this.applications = applications;
        this.report = report;
        watching = webapps != null;
        Home home = Home.ofThisProgram();
        Environments environments = new Environments(home);
        factory = new ApplicationFactory(settings, home, environments);
        deployer = new ReportingDeployer(contexts, report);
        addBean(deployer);
        if (watching) {
            addBean(scanner(webapps, environments));
        }
    }

    /** Jetty's scanner takes no other environments than those that are there when it is made. */
    private DeploymentScanner scanner(Path webapps, Environments environments) {
        DeploymentScanner scanner = new DeploymentScanner(server, deployer, factory);
        scanner.addWebappsDirectory(webapps);
        scanner.setScanInterval(SCAN_INTERVAL_SECONDS);
        Environment.create(TO_BE_DETECTED, Applications.class.getClassLoader());
        scanner.configureEnvironment(TO_BE_DETECTED);
        for (EnvironmentName name : EnvironmentName.values()) {
            scanner.configureEnvironment(environments.get(name).getName());
        }
        return scanner;
    }

    /** @throws NothingDeployedException if there is no application left, and none to come */
    @Override
    protected void doStart() throws Exception {
        for (Application application : applications) {
            Attributes attributes = new Attributes.Mapped();
            attributes.setAttribute(Deployable.CONTEXT_PATH, application.contextPath());
            deployer.deploy(factory.newContextHandler(server, null, application.path(), Set.of(), attributes));
        }
        super.doStart();
        if (!watching && !report.goesOn()) {
            throw new NothingDeployedException();
        }
    }
}
