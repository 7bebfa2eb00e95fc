// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher.deploy;

import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.component.Environment;
import org.xml.sax.SAXParseException;

/** Says in a sentence why an application could not be deployed: which class, or which descriptor. */
final class DeploymentFailure {
    /** Whose code is not to blame: the class named to people is the application's. */
    private static final List<String> CONTAINER_PACKAGES = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "jakarta.",
            "org.eclipse.jetty.",
            "org.apache.jasper.",
            "picocli.",
            "dev.slipway.launcher.");

    /** Jetty parses descriptors from streams: only who parses tells which it is. */
    private static final Map<String, String> DESCRIPTORS = Map.of(
            "WebXmlConfiguration", "WEB-INF/web.xml",
            "FragmentConfiguration", "META-INF/web-fragment.xml of a JAR in WEB-INF/lib",
            "JettyWebXmlConfiguration", "WEB-INF/jetty-web.xml");

    /** What Jetty says of a listener, a filter or a servlet whose class cannot be loaded. */
    private static final Pattern NOT_LOADED =
            Pattern.compile("Class loading error for holder (?:.*?==)?([\\w.$]+)@[0-9a-f]+.*");

    private final ContextHandler context;
    private final Throwable failure;
    private final Throwable root;

    private DeploymentFailure(ContextHandler context, Throwable failure) {
        this.context = context;
        Throwable cause = failure;
        while (cause instanceof InvocationTargetException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        this.failure = cause;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        root = cause;
    }

    static String explain(ContextHandler context, Throwable failure) {
        return new DeploymentFailure(context, failure).explain();
    }

    private String explain() {
        if (root instanceof SAXParseException xml) {
            return descriptor() + ", line " + xml.getLineNumber() + ": " + xml.getMessage();
        }
        if (root instanceof ClassNotFoundException || root instanceof NoClassDefFoundError) {
            return missingClass(root.getMessage().replace('/', '.'));
        }
        if (String.valueOf(root.getMessage()).startsWith("No LoginService for ")) {
            return "it lets users log in, but there is no place to look them up; name a file of users with --realm";
        }
        return missingComponent().orElseGet(this::exception);
    }

    private String descriptor() {
        return Arrays.stream(root.getStackTrace())
                .filter(frame -> frame.getClassName().contains(".webapp."))
                .map(frame -> DESCRIPTORS.get(frame.getClassName().replaceFirst(".*\\.", "")))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("an XML file of the application");
    }

    private String missingClass(String name) {
        Object environment = context.getAttribute(ApplicationFactory.ENVIRONMENT);
        boolean javax = name.startsWith("javax.servlet.");
        if (javax || name.startsWith("jakarta.servlet.")) {
            return "it needs class " + name + ", which environment " + environment
                    + " does not have; choose another with" + " --ee" + (javax ? " ee8" : ", such as ee11");
        }
        return "class " + name + " is missing in WEB-INF/classes and WEB-INF/lib";
    }

    /** Jetty does not pass on why, but names the class. */
    private Optional<String> missingComponent() {
        Matcher message = NOT_LOADED.matcher(String.valueOf(root.getMessage()));
        return message.matches() && isMissing(message.group(1))
                ? Optional.of(missingClass(message.group(1)))
                : Optional.empty();
    }

    /** The application's own class loader is gone already. */
    private boolean isMissing(String className) {
        Environment environment = Environment.get((String) context.getAttribute(ApplicationFactory.ENVIRONMENT));
        try {
            environment.getClassLoader().loadClass(className);
            return false;
        } catch (ClassNotFoundException | LinkageError e) {
            return true;
        }
    }

    private String exception() {
        String where = Arrays.stream(root.getStackTrace())
                .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                .filter(frame -> CONTAINER_PACKAGES.stream().noneMatch(frame::startsWith))
                .findFirst()
                .map(frame -> " (in " + frame + ")")
                .orElse("");
        String advice = root instanceof InaccessibleObjectException
                ? "; older libraries need JAVA_OPTS='--add-opens=MODULE/PACKAGE=ALL-UNNAMED' with the names that it says"
                : "";
        return (root == failure ? root + where : failure + ", caused by " + root + where) + advice;
    }
}
