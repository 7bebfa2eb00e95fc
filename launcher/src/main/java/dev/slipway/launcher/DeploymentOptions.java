// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import dev.slipway.launcher.deploy.Application;
import dev.slipway.launcher.deploy.ApplicationSettings;
import dev.slipway.launcher.deploy.EnvironmentName;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.UriCompliance;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which applications are served, where, and as what. */
final class DeploymentOptions {
    @Parameters(
            paramLabel = "[PATH=]APP.war",
            arity = "0..*",
            split = "\\s+(?=/[^\\s=]*=)",
            description = "A web application: a WAR file, or a directory with its content; and the path at which it is"
                    + " served, as in /shop=shop.war, if there are several. One that cannot be deployed does not keep"
                    + " others from being served.")
    private List<String> names = List.of();

    private List<PlacedWar> wars = List.of();

    @Option(
            names = "--webapps",
            paramLabel = "DIRECTORY",
            description =
                    "Serve all web applications of a directory, and look after it: what is added, replaced or"
                            + " removed there is deployed, redeployed or undeployed. shop.war is served at /shop, root.war at /.")
    private WebappsDirectory webapps;

    @Option(
            names = "--context-path",
            paramLabel = "PATH",
            defaultValue = "/",
            description = "The path at which an application without PATH= is served. Default: ${DEFAULT-VALUE}")
    private ContextPath contextPath;

    @Option(
            names = "--ee",
            paramLabel = "ENVIRONMENT",
            description = "The platform that the applications are made for: ee8 (javax.servlet), ee9, ee10 or ee11."
                    + " Default: what the web.xml or the classes of each one tell")
    private EnvironmentName environment;

    /**
     * Looks at what is named; fails with a sentence if that is no application, if there is nothing to serve, or if two
     * applications have one path.
     */
    void check(CommandLine command) {
        wars = names.stream().map(name -> placed(name, command)).toList();
        if (wars.isEmpty() && webapps == null) {
            throw new CommandLine.ParameterException(
                    command, "no web application; name one, or a directory of them with --webapps");
        }
        Map<String, Path> places = new HashMap<>();
        for (Application application : applications()) {
            Path other = places.put(application.contextPath(), application.path());
            if (other != null) {
                throw new CommandLine.ParameterException(
                        command,
                        other + " and " + application.path() + " are both to be served at " + application.contextPath()
                                + "; write PATH=APP.war, as in /shop="
                                + application.path().getFileName());
            }
        }
    }

    /** Not a converter of picocli's, which takes a value of such a list that cannot be converted for one too many. */
    private static PlacedWar placed(String name, CommandLine command) {
        try {
            return PlacedWar.parse(name);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(
                    command,
                    e.getMessage(),
                    new CommandLine.TypeConversionException(e.getMessage()),
                    command.getCommandSpec().positionalParameters().get(0),
                    name);
        }
    }

    List<Application> applications() {
        return wars.stream().map(war -> war.application(contextPath)).toList();
    }

    /** The directory to watch; null for none. */
    Path webapps() {
        return webapps == null ? null : webapps.path();
    }

    ApplicationSettings settings(UriCompliance uriCompliance, RealmFile realm) {
        return new ApplicationSettings(
                environment, realm == null ? null : realm.path(), UriCompliances.allowsAmbiguousPaths(uriCompliance));
    }
}
