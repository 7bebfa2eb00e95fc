// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.response.ResponseHead;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Context;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns, once for each application and size, of response headers that front ends answer 502 or 500 for; the names of fields
 * are told, their values may be secret.
 *
 * <p>Any thread may call.
 */
final class LargeResponseHeads {
    private static final Logger LOG = LoggerFactory.getLogger(LargeResponseHeads.class);

    /** What nginx takes by default: a page of memory. */
    static final int NGINX_BUFFER_SIZE = 4096;

    /** From here on Apache httpd may have a line that is too long for it. */
    static final int APACHE_LINE_LENGTH = 8190;

    private final Set<String> warnedOfNginx = ConcurrentHashMap.newKeySet();
    private final Set<String> warnedOfApache = ConcurrentHashMap.newKeySet();

    /** A response of the application that runs in this thread is about to be sent. */
    void check(ResponseHead head) {
        int length = head.length();
        if (length <= NGINX_BUFFER_SIZE) {
            return;
        }
        String application = application();
        if (warnedOfNginx.add(application)) {
            LOG.warn(
                    "{} sends a response header of {} bytes; its longest field is {}. Above {} bytes nginx answers 502,"
                            + " unless its fastcgi_buffer_size is raised; further ones are not reported.",
                    application,
                    length,
                    head.longestField(),
                    NGINX_BUFFER_SIZE);
        }
        if (length > APACHE_LINE_LENGTH && warnedOfApache.add(application)) {
            LOG.warn(
                    "{} sends a response header of {} bytes; its longest field is {}. Apache httpd answers 500 to a field of"
                            + " more than {} bytes, for which it has no setting; nginx needs a"
                            + " fastcgi_buffer_size above this; further ones are not reported.",
                    application,
                    length,
                    head.longestField(),
                    APACHE_LINE_LENGTH);
        }
    }

    /** A response cannot be sent. */
    void refused(IllegalArgumentException why) {
        LOG.warn("{} gets 500 in the place of its response: {}", application(), why.getMessage());
    }

    private static String application() {
        Context context = ContextHandler.getCurrentContext();
        return context == null ? "An application" : "The application at " + context.getContextPath();
    }
}
