// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The threads that requests run in. */
@CommandLine.Command(optionListHeading = "Threads:")
final class ThreadOptions {
    private static final int MIN_THREADS = 8;

    @Option(
            names = "--max-threads",
            paramLabel = "COUNT",
            defaultValue = "200",
            description = "Threads for requests, and a few for the connections. Default: ${DEFAULT-VALUE}")
    private Integer maxThreads;

    @Option(
            names = "--min-threads",
            paramLabel = "COUNT",
            description = "Threads that are kept even if there is nothing to do. Default: 8, or max-threads if that is"
                    + " less")
    private Integer minThreads;

    @Option(
            names = "--virtual-threads",
            paramLabel = "true|false",
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "false",
            description = "Run each request in a virtual thread, as many as there are requests: Java 21 and later."
                    + " Default: ${DEFAULT-VALUE}")
    private boolean virtualThreads;

    /** Fails with a sentence if options do not go together, or with this Java. */
    void check(CommandLine command) {
        if (minThreads != null && minThreads > maxThreads) {
            throw new CommandLine.ParameterException(
                    command, "--min-threads " + minThreads + " is more than --max-threads " + maxThreads);
        }
        if (virtualThreads && !VirtualThreads.areSupported()) {
            throw new CommandLine.ParameterException(
                    command,
                    "--virtual-threads needs Java 21 or later, and this is Java " + System.getProperty("java.version")
                            + "; set JAVA_HOME to another, or leave it out");
        }
    }

    int minThreads() {
        return minThreads == null ? Math.min(MIN_THREADS, maxThreads) : minThreads;
    }

    QueuedThreadPool pool() {
        QueuedThreadPool threads = new QueuedThreadPool(maxThreads, minThreads());
        threads.setName("slipway");
        if (virtualThreads) {
            threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("slipway-virtual-"));
        }
        return threads;
    }
}
