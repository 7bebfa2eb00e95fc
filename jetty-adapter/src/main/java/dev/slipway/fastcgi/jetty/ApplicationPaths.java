// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns, once for each path, of an application that the web server has at another path than Jetty: what it asks for is not
 * found then, or links lead to another application. Applications ask for their context path before there is a request, so it
 * cannot follow from what the web server says in one. Any thread may call.
 */
final class ApplicationPaths {
    /** A web server has not so many; what comes after them is not remembered, and not told of. */
    private static final int MOST = 100;

    private static final Logger LOG = LoggerFactory.getLogger(ApplicationPaths.class);

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** @param path of the application on the web server, empty for a whole site; null if it is not known */
    void check(String path, Server server) {
        if (path == null || path.isEmpty() || known.contains(path) || known.size() >= MOST) {
            return;
        }
        List<String> contextPaths = server.getDescendants(ContextHandler.class).stream()
                .map(ContextHandler::getContextPath)
                .toList();
        boolean fits = contextPaths.isEmpty()
                || contextPaths.stream().anyMatch(each -> each.equals(path) || each.startsWith(path + "/"));
        if (known.add(path) && !fits) {
            LOG.warn(
                    "The web server has an application at {} (APPL_MD_PATH), where none is here, but at {}; what it asks for"
                            + " is not found, or links lead elsewhere. Set the context path to {}"
                            + " (slipway run --context-path {}).",
                    path,
                    String.join(", ", contextPaths),
                    path,
                    path);
        }
    }
}
