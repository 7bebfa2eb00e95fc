// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import java.net.URL;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import org.eclipse.jetty.ee11.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee11.webapp.MetaInfConfiguration;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.http.UriCompliance;

/**
 * The web application that is served, as Jetty is to deploy it.
 *
 * @param realm where its users are looked up; null if nowhere, or if it brings its own
 */
record WebApplication(WarFile war, ContextPath contextPath, UriCompliance uriCompliance, RealmFile realm) {
    /** What is on the class path for Slipway's own use; an application that has its own copy sees that alone. */
    private static final String[] HIDDEN = {"dev.slipway.", "picocli.", "org.slf4j."};

    /**
     * The tag libraries of JSTL, by their names of today and those that begin with http://java.sun.com/jsp/jstl. Naming
     * them saves a scan of the container's JARs for descriptors and annotations.
     */
    private static final List<String> JSTL = List.of(
            "c",
            "c-1_2",
            "fmt",
            "fmt-1_1",
            "fn",
            "fn-1_1",
            "sql",
            "sql-1_1",
            "x",
            "x-1_1",
            "permittedTaglibs",
            "permittedTaglibs-1_1",
            "scriptfree",
            "scriptfree-1_1");

    WebAppContext context(Path temporaryDirectory) {
        WebAppContext context = new WebAppContext();
        context.setWar(war.path().toString());
        context.setContextPath(contextPath.value());
        context.setTempDirectory(temporaryDirectory.resolve("webapp").toFile());
        context.setThrowUnavailableOnStartupException(true);
        context.getHiddenClassMatcher().add(HIDDEN);
        context.setErrorHandler(errorPages());
        if (realm != null) {
            context.getSecurityHandler().setLoginService(realm.loginService());
        }
        context.setAttribute(MetaInfConfiguration.METAINF_TLDS, jstlDescriptors());
        if (UriCompliances.allowsAmbiguousPaths(uriCompliance)) {
            context.getServletHandler().setDecodeAmbiguousURIs(true);
        }
        return context;
    }

    /** What went wrong inside an application is for the log, not for its clients. */
    private static ErrorPageErrorHandler errorPages() {
        ErrorPageErrorHandler pages = new ErrorPageErrorHandler();
        pages.setShowStacks(false);
        return pages;
    }

    private static Collection<URL> jstlDescriptors() {
        Collection<URL> descriptors = new HashSet<>();
        for (String library : JSTL) {
            descriptors.add(WebApplication.class.getResource("/META-INF/" + library + ".tld"));
        }
        return descriptors;
    }
}
