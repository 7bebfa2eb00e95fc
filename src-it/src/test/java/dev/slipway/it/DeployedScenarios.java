// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import dev.slipway.it.frontend.FrontEnd;
import dev.slipway.it.scenario.Scenarios;
import java.io.IOException;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Scenarios that share one deployment of one front end in one mode. A subclass says which, and is all that a report needs to
 * name the front end, the mode and the scenario.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(DeploymentExtension.class)
abstract class DeployedScenarios implements Scenarios {
    private Deployment site;
    private Deployment reference;

    protected abstract FrontEnd frontEnd() throws IOException;

    void start(Deployment referenceOfThisRun) throws IOException {
        reference = referenceOfThisRun;
        site = Deployment.start(frontEnd());
    }

    void stop() throws IOException {
        if (site != null) {
            site.close();
        }
    }

    @Override
    public Deployment site() {
        return site;
    }

    @Override
    public Deployment reference() {
        return reference;
    }
}
