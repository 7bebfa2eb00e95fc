// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher.deploy;

import java.io.IOException;
import java.net.URL;
import java.security.CodeSource;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The class path without some of its JARs: the newest environment is on it, where an archive of classes can have it, and the
 * others must not see that. Safe for any thread.
 */
final class HidingClassLoader extends ClassLoader {
    private static final String JAR = "jar:";
    private static final String IN_JAR = "!/";

    /** Where the hidden JARs are, as URLs. */
    private final Set<String> hidden;

    /**
     * A view of a class loader.
     *
     * @param jars on its class path, and not to be seen
     */
    HidingClassLoader(String name, ClassLoader parent, List<URL> jars) {
        super(name, parent);
        this.hidden = jars.stream().map(URL::toString).collect(Collectors.toSet());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        Class<?> found = getParent().loadClass(name);
        CodeSource source = found.getProtectionDomain().getCodeSource();
        if (source != null && hidden.contains(source.getLocation().toString())) {
            throw new ClassNotFoundException(name);
        }
        return found;
    }

    @Override
    public URL getResource(String name) {
        URL first = super.getResource(name);
        if (first == null || !isHidden(first.toString())) {
            return first;
        }
        try {
            Enumeration<URL> found = getResources(name);
            return found.hasMoreElements() ? found.nextElement() : null;
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> found = Collections.list(super.getResources(name));
        found.removeIf(url -> isHidden(url.toString()));
        return Collections.enumeration(found);
    }

    private boolean isHidden(String url) {
        int end = url.indexOf(IN_JAR);
        return url.startsWith(JAR) && end > 0 && hidden.contains(url.substring(JAR.length(), end));
    }
}
