// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.protocol.ConnectionException.Reason;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.EndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of connections that are closed for their bytes; any thread may call. */
final class DistrustedConnections {
    private static final Logger LOG = LoggerFactory.getLogger(DistrustedConnections.class);

    private final Refusals refusals;
    private final AtomicBoolean wrongProtocolReported = new AtomicBoolean();

    DistrustedConnections(Refusals refusals) {
        this.refusals = refusals;
    }

    /** Counts a connection that is about to be closed, and says so once if it is a wrong configuration. */
    void add(ConnectionException why, EndPoint endPoint) {
        refusals.count(why);
        boolean wrongProtocol = why.reason() == Reason.SPEAKS_HTTP || why.reason() == Reason.SPEAKS_TLS;
        if (wrongProtocol && wrongProtocolReported.compareAndSet(false, true)) {
            LOG.warn(
                    "Closed a connection from {} to the FastCGI listener {}: it {}. Configure the web server to use FastCGI"
                            + " for this address (Apache: fcgi://, not http://); further ones are only counted.",
                    endPoint.getRemoteSocketAddress(),
                    endPoint.getLocalSocketAddress(),
                    why.getMessage());
        } else {
            LOG.debug("Closed {}: {}", endPoint, why.getMessage());
        }
    }
}
