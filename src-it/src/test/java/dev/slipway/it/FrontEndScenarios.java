// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import dev.slipway.it.scenario.AbortScenarios;
import dev.slipway.it.scenario.AsyncScenarios;
import dev.slipway.it.scenario.BodyScenarios;
import dev.slipway.it.scenario.ChunkedBodyScenarios;
import dev.slipway.it.scenario.ConnectionScenarios;
import dev.slipway.it.scenario.EchoScenarios;
import dev.slipway.it.scenario.ResponseScenarios;
import dev.slipway.it.scenario.RestartScenarios;
import dev.slipway.it.scenario.StaticFileScenarios;

/** The scenarios that every front end goes through in each of its modes. */
abstract class FrontEndScenarios extends DeployedScenarios
        implements EchoScenarios,
                ResponseScenarios,
                StaticFileScenarios,
                BodyScenarios,
                ChunkedBodyScenarios,
                AsyncScenarios,
                ConnectionScenarios,
                AbortScenarios,
                RestartScenarios {}
