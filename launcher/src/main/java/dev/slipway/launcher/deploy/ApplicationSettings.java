// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher.deploy;

import java.nio.file.Path;

/**
 * What all applications of the program have in common.
 *
 * @param environment for all of them; null to find out for each
 * @param realm where their users are looked up; null if nowhere, or if they bring their own
 * @param ambiguousPathsAllowed whether they may ask for the parts of paths with %2F and the like
 */
public record ApplicationSettings(EnvironmentName environment, Path realm, boolean ambiguousPathsAllowed) {}
