// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import java.util.List;

/** Where the program begins. */
public final class Main {
    private Main() {}

    /**
     * Runs the command {@code slipway} and ends with its exit code.
     *
     * @param arguments what was typed after it
     */
    public static void main(String[] arguments) {
        // A web application's threads need not be daemons: only exit ends the process whatever they do.
        System.exit(SlipwayCommand.execute(List.of(arguments), System.getenv()));
    }
}
