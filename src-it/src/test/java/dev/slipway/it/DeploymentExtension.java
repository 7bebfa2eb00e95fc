// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Starts a class's deployment before its scenarios and stops it after them. */
final class DeploymentExtension implements BeforeAllCallback, AfterAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        ((DeployedScenarios) context.getRequiredTestInstance()).start(Reference.of(context));
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        ((DeployedScenarios) context.getRequiredTestInstance()).stop();
    }
}
