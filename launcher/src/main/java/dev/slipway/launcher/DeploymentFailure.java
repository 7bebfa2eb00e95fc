// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.ee11.servlet.BaseHolder;
import org.eclipse.jetty.ee11.servlet.ServletHandler;
import org.eclipse.jetty.ee11.webapp.FragmentConfiguration;
import org.eclipse.jetty.ee11.webapp.JettyWebXmlConfiguration;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.ee11.webapp.WebXmlConfiguration;
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
            WebXmlConfiguration.class.getName(), "WEB-INF/web.xml",
            FragmentConfiguration.class.getName(), "META-INF/web-fragment.xml of a JAR in WEB-INF/lib",
            JettyWebXmlConfiguration.class.getName(), "WEB-INF/jetty-web.xml");

    private final WebAppContext context;
    private final Throwable failure;
    private final Throwable root;

    private DeploymentFailure(WebAppContext context, Throwable failure) {
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

    static String explain(WebAppContext context, Throwable failure) {
        return new DeploymentFailure(context, failure).explain();
    }

    private String explain() {
        if (root instanceof SAXParseException xml) {
            return descriptor() + ", line " + xml.getLineNumber() + ": " + xml.getMessage();
        }
        if (root instanceof ClassNotFoundException || root instanceof NoClassDefFoundError) {
            return missingClass(root.getMessage().replace('/', '.'));
        }
        return missingComponent().orElseGet(this::exception);
    }

    private String descriptor() {
        return Arrays.stream(root.getStackTrace())
                .map(frame -> DESCRIPTORS.get(frame.getClassName()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("an XML file of the application");
    }

    private static String missingClass(String name) {
        if (name.startsWith("javax.servlet.")) {
            return "it needs class " + name + ", which is Java EE; Slipway serves Jakarta EE applications, whose"
                    + " classes begin with jakarta.servlet";
        }
        return "class " + name + " is missing in WEB-INF/classes and WEB-INF/lib";
    }

    /** Jetty does not pass on why it could not load a listener, a filter or a servlet. */
    private Optional<String> missingComponent() {
        ServletHandler handler = context.getServletHandler();
        return Stream.of(handler.getListeners(), handler.getFilters(), handler.getServlets())
                .flatMap(Arrays::stream)
                .map(BaseHolder::getClassName)
                .filter(Objects::nonNull)
                .filter(this::isMissing)
                .findFirst()
                .map(DeploymentFailure::missingClass);
    }

    private boolean isMissing(String className) {
        try {
            context.getClassLoader().loadClass(className);
            return false;
        } catch (ClassNotFoundException e) {
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
        return root == failure ? root + where : failure + ", caused by " + root + where;
    }
}
