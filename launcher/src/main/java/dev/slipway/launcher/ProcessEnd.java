// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

/** Tells what ends this process, to a shutdown hook. */
final class ProcessEnd {
    private ProcessEnd() {}

    /** Whether a signal does: the JVM handles each one in a thread named after it, which waits for the hooks. */
    static boolean isSignal() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .anyMatch(name -> name.startsWith("SIG") && name.endsWith(" handler"));
    }
}
