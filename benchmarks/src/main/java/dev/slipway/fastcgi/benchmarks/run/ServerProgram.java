// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A server of the comparison that can be started, or the reason why it cannot. */
interface ServerProgram {
    /** One word in lower case: how it is named on the command line. */
    String name();

    /** The command that starts it. Its files go into the directory, which exists. */
    List<String> command(Path directory) throws IOException;

    /** What this machine lacks for it. */
    default Optional<String> missing() {
        return Optional.empty();
    }

    default RunningServer start(Path directory) throws IOException {
        return new RunningServer(command(directory), directory.resolve("log"));
    }
}
