// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher.deploy;

/** None of the applications can be deployed; why, has been reported for each. */
public final class NothingDeployedException extends Exception {
    private static final long serialVersionUID = 1L;
}
