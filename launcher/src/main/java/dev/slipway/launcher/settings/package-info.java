// SPDX-License-Identifier: Apache-2.0
/** Settings: what the options of the command line are when they come from a file or the environment. */
package dev.slipway.launcher.settings;
