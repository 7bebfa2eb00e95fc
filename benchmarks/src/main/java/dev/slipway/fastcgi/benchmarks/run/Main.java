// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import dev.slipway.fastcgi.benchmarks.load.LoadCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benchmarks of whole servers, from the command line. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        subcommands = {RunCommand.class, LoadCommand.class, StartCommand.class},
        description = "Measures FastCGI servers against each other.")
public final class Main {
    private Main() {}

    /**
     * Runs the subcommand that the arguments name, and exits.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }
}
