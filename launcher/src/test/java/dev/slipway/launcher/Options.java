// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import picocli.CommandLine.Model.CommandSpec;

/** The options of the real commands, for tests in other packages. */
public final class Options {
    private Options() {}

    /** Those of {@code slipway run}. */
    public static CommandSpec ofRun() {
        return SlipwayCommand.commandLine().getSubcommands().get("run").getCommandSpec();
    }
}
