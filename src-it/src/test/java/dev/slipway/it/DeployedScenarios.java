// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import dev.slipway.it.frontend.FrontEnd;
import dev.slipway.it.process.Leftovers;
import dev.slipway.it.scenario.Scenarios;
import java.io.IOException;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Scenarios that share one deployment of one front end in one mode. A subclass says which, and is all that a report needs to
 * name the front end, the mode and the scenario.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith({DeploymentExtension.class, ScenarioExtension.class})
abstract class DeployedScenarios implements Scenarios {
    private Leftovers before;
    private Deployment site;
    private Deployment reference;

    protected abstract FrontEnd frontEnd() throws IOException;

    void start(Deployment referenceOfThisRun) throws IOException {
        reference = referenceOfThisRun;
        before = Leftovers.now();
        site = Deployment.start(frontEnd());
    }

    void stop() throws IOException {
        if (site != null) {
            site.close();
            before.awaitNoMore();
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
