// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher.deploy;

import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Map;
import org.eclipse.jetty.deploy.StandardDeployer;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jetty's deployer, for which one application that fails is no reason to fail: it is reported, and something that answers
 * 503 stands in for it. For one thread at a time.
 */
final class ReportingDeployer extends StandardDeployer {
    private static final Logger LOG = LoggerFactory.getLogger(ReportingDeployer.class);

    private final DeploymentReport report;
    private final Map<ContextHandler, ContextHandler> standIns = new IdentityHashMap<>();

    ReportingDeployer(ContextHandlerCollection contexts, DeploymentReport report) {
        super(contexts);
        this.report = report;
    }

    @Override
    public void deploy(ContextHandler context) {
        try {
            super.deploy(context);
        } catch (Throwable e) { // An application with classes that do not fit together fails with an Error.
            getContexts().removeHandler(context);
            super.deploy(standIn(context));
            reportFailed(context, e);
            return;
        }
        reportDeployed(context);
    }

    /** The new one is started before it takes the place of the old one. */
    @Override
    public void redeploy(ContextHandler old, ContextHandler context) {
        ContextHandler present = present(old);
        try {
            super.redeploy(present, context);
        } catch (Throwable e) {
            super.redeploy(present, standIn(context));
            reportFailed(context, e);
            return;
        }
        reportDeployed(context);
    }

    @Override
    public void undeploy(ContextHandler context) {
        super.undeploy(present(context));
        report.removed(path(context), context.getContextPath());
    }

    private ContextHandler present(ContextHandler context) {
        ContextHandler standIn = standIns.remove(context);
        return standIn == null ? context : standIn;
    }

    private ContextHandler standIn(ContextHandler failed) {
        stop(failed);
        ContextHandler standIn = new ContextHandler(new Unavailable(), failed.getContextPath());
        standIns.put(failed, standIn);
        return standIn;
    }

    /** For what it has begun; that it fails again, says nothing new. */
    private static void stop(ContextHandler failed) {
        try {
            failed.stop();
        } catch (Exception | LinkageError e) {
            LOG.debug("cannot stop {}", failed, e);
        }
    }

    private void reportFailed(ContextHandler context, Throwable failure) {
        report.failed(path(context), context.getContextPath(), DeploymentFailure.explain(context, failure), failure);
    }

    private void reportDeployed(ContextHandler context) {
        report.deployed(
                path(context), context.getContextPath(), (String) context.getAttribute(ApplicationFactory.ENVIRONMENT));
    }

    private static Path path(ContextHandler context) {
        return (Path) context.getAttribute(ApplicationFactory.PATH);
    }

    private static final class Unavailable extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
            return true;
        }
    }
}
