// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** Starts a class's deployment before its scenarios and stops it after them; a failure is given the name of
 * the front end and the servers' logs. */
final class DeploymentExtension implements BeforeAllCallback, AfterAllCallback, TestExecutionExceptionHandler {
    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        ((DeployedScenarios) context.getRequiredTestInstance()).start(Reference.of(context));
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        ((DeployedScenarios) context.getRequiredTestInstance()).stop();
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        if (failure instanceof TestAbortedException) {
            throw failure;
        }
        Deployment site = ((DeployedScenarios) context.getRequiredTestInstance()).site();
        AssertionError named = new AssertionError(site.frontEnd() + ": " + failure.getMessage(), failure);
        named.addSuppressed(site.logTail());
        throw named;
    }
}
