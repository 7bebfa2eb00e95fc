// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher.deploy;

import org.eclipse.jetty.server.handler.ContextHandler;

/** Fails to start, for a reason that was known when it was made. */
final class UndeployableContext extends ContextHandler {
    private final Throwable reason;

    UndeployableContext(String contextPath, Throwable reason) {
        super(contextPath);
        this.reason = reason;
    }

    @Override
    protected void doStart() throws Exception {
        throw reason instanceof Exception exception ? exception : new IllegalStateException(reason);
    }
}
