// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.conformance;

import java.io.IOException;

/** One thing that is sent, or one that has to come. */
@FunctionalInterface
interface Step {
    void take(Conversation conversation) throws IOException, Failure;
}
