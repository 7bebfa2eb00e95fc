// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.eclipse.jetty.deploy.ContextHandlerFactory;
import org.eclipse.jetty.ee.webapp.WebAppClassLoading;
import org.eclipse.jetty.util.component.Environment;

/**
 * Jetty's environments, each made when the first application needs it. Environments belong to the process, so there is to
 * be one object of this class. For one thread at a time.
 */
final class Environments {
    /** What is on the class path for Slipway's own use; an application that has its own copy sees that alone. */
    private static final String[] HIDDEN = {"dev.slipway.", "picocli.", "org.slf4j."};

    /** Most applications are deployed in it; an archive of classes (AppCDS) can only have what is on the class path. */
    private static final EnvironmentName ON_CLASS_PATH = EnvironmentName.EE11;

    /** Where Jetty leaves the tag libraries that it has found in the environment's JARs, and looks for them. */
    private static final String TAG_LIBRARIES = "org.eclipse.jetty.tlds";

    private final Home home;
    private final Map<EnvironmentName, Environment> made = new EnumMap<>(EnvironmentName.class);

    Environments(Home home) {
        this.home = home;
    }

    Environment get(EnvironmentName name) {
        return made.computeIfAbsent(name, this::make);
    }

    private Environment make(EnvironmentName name) {
        List<Path> jars = home.jars(name);
        Environment environment = Environment.create(name.toString(), classLoader(name, jars));
        environment.setAttribute(
                ContextHandlerFactory.DEFAULT_CONTEXT_HANDLER_CLASS_ATTRIBUTE, name.contextClassName());
        environment.setAttribute(TAG_LIBRARIES, tagLibraries(jars));
        WebAppClassLoading.addHiddenClasses(environment, HIDDEN);
        return environment;
    }

    /** That of this program, if all of the environment is on its class path; it is hidden from the other environments. */
    private ClassLoader classLoader(EnvironmentName name, List<Path> jars) {
        ClassLoader own = Environments.class.getClassLoader();
        List<Path> shared = home.jarsOnClassPath(ON_CLASS_PATH);
        if (shared.containsAll(jars)) {
            // Itself and no child of it: Jetty knows by it which ServletContainerInitializers are no application's.
            return own;
        }
        ClassLoader parent = new HidingClassLoader(name + " shared", own, urls(shared));
        return new URLClassLoader(name.toString(), urls(jars).toArray(URL[]::new), parent);
    }

    /** Those of JSTL. To name them saves Jetty a scan of the environment's JARs for descriptors and annotations. */
    private static Set<URL> tagLibraries(List<Path> jars) {
        Set<URL> descriptors = new HashSet<>();
        for (Path jar : jars) {
            if (jar.getFileName().toString().contains("jstl")) {
                try (ZipFile zip = new ZipFile(jar.toFile())) {
                    zip.stream()
                            .map(ZipEntry::getName)
                            .filter(entry -> entry.startsWith("META-INF/") && entry.endsWith(".tld"))
                            .forEach(entry -> descriptors.add(url(URI.create("jar:" + jar.toUri() + "!/" + entry))));
                } catch (IOException e) {
                    throw new UncheckedIOException(jar + " cannot be read; unpack the distribution again", e);
                }
            }
        }
        return descriptors;
    }

    private static List<URL> urls(List<Path> jars) {
        return jars.stream().map(jar -> url(jar.toUri())).toList();
    }

    private static URL url(URI uri) {
        try {
            return uri.toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
