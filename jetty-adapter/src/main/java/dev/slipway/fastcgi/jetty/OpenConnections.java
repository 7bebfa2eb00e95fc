// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.EndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many connections are open, and that they are not too many.
 *
 * <p>One too many is closed at once, so that a front end says so at once: Jetty's own limit lets them wait, unseen, for as
 * long as the connections that a front end keeps are idle. Any thread may call.
 */
final class OpenConnections {
    private static final Logger LOG = LoggerFactory.getLogger(OpenConnections.class);

    private final Refusals refusals;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean reported = new AtomicBoolean();

    OpenConnections(Refusals refusals) {
        this.refusals = refusals;
    }

    /** One more is open, until {@link #closed} is called; false if it is one too many and has to be closed. */
    boolean opened(EndPoint endPoint, int most) {
        if (count.incrementAndGet() <= most) {
            return true;
        }
        refusals.countTooManyConnections();
        if (reported.compareAndSet(false, true)) {
            LOG.warn(
                    "Closed a connection to the FastCGI listener {}: {} others are open (maxConnections). Raise it, or have"
                            + " the web server open fewer; further ones are only counted.",
                    endPoint.getLocalSocketAddress(),
                    most);
        }
        return false;
    }

    void closed() {
        count.decrementAndGet();
    }
}
