// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher.deploy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.deploy.ContextHandlerFactory;
import org.eclipse.jetty.deploy.StandardContextHandlerFactory;
import org.eclipse.jetty.server.Deployable;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.Attributes;
import org.eclipse.jetty.util.FileID;
import org.eclipse.jetty.util.component.Environment;

/** Jetty's way from a file to a context, in the environment that the application is made for. */
final class ApplicationFactory implements ContextHandlerFactory {
    /** Context attributes that tell what the context is of. */
    static final String PATH = "dev.slipway.path";

    static final String ENVIRONMENT = "dev.slipway.environment";

    /** The property that etc/realm.xml has the file from. */
    private static final String REALM = "slipway.realm";

    private final ApplicationSettings settings;
    private final Home home;
    private final Environments environments;
    private final ContextHandlerFactory contexts = new StandardContextHandlerFactory();

    ApplicationFactory(ApplicationSettings settings, Home home, Environments environments) {
        this.settings = settings;
        this.home = home;
        this.environments = environments;
    }

    /** What cannot even be looked into becomes a context that cannot start, and that says so then. */
    @Override
    public ContextHandler newContextHandler(
            Server server, Environment asked, Path application, Set<Path> otherPaths, Attributes attributes) {
        attributes.setAttribute(PATH, application);
        try {
            return contextHandler(server, asked, application, otherPaths, attributes);
        } catch (Exception | LinkageError e) {
            String contextPath = attributes.getAttribute(Deployable.CONTEXT_PATH) instanceof String path
                    ? path
                    : defaultContextPath(application);
            ContextHandler failed = new UndeployableContext(contextPath, e);
            failed.setAttribute(PATH, application);
            return failed;
        }
    }

    private ContextHandler contextHandler(
            Server server, Environment asked, Path application, Set<Path> otherPaths, Attributes attributes)
            throws Exception {
        EnvironmentName name = environment(asked, application);
        Environment environment = environments.get(name);
        Attributes all = new Attributes.Layer(environment, attributes);
        all.setAttribute(ENVIRONMENT, name.toString());
        all.setAttribute(ENVIRONMENT_XML_PATHS_ATTRIBUTE, settingsOf(name));
        if (settings.realm() != null) {
            all.setAttribute(REALM, settings.realm().toUri().toString());
        }
        return contexts.newContextHandler(server, environment, application, otherPaths, all);
    }

    /** A properties file beside an application of --webapps may name one; that goes before all else. */
    private EnvironmentName environment(Environment asked, Path application) throws Exception {
        if (asked != null && !asked.getName().equals(Applications.TO_BE_DETECTED)) {
            return EnvironmentName.parse(asked.getName());
        }
        return settings.environment() != null ? settings.environment() : Detection.of(application);
    }

    private List<Path> settingsOf(EnvironmentName name) {
        List<Path> files = new ArrayList<>();
        files.add(home.settings("application.xml"));
        if (settings.realm() != null) {
            files.add(home.settings("realm.xml"));
        }
        if (settings.ambiguousPathsAllowed() && name.hasAmbiguousPathRule()) {
            files.add(home.settings("ambiguous-paths.xml"));
        }
        return files;
    }

    /** The rule of Jetty's scanner. */
    private static String defaultContextPath(Path application) {
        String name = FileID.getBasename(application);
        return name.equalsIgnoreCase("root") ? "/" : "/" + name;
    }
}
