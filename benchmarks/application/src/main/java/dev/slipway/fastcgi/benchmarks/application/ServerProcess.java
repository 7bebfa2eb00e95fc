// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.application;

import java.io.IOException;

/** What a server says to the runner, and what the runner says to it. */
public final class ServerProcess {
    /** Of connections, for all servers: longer than anything that is measured with idle ones. */
    public static final int IDLE_TIMEOUT_MILLIS = 300_000;

    /** Of the pool of every server: more than handlers block at once in anything that is measured. */
    public static final int MAX_THREADS = 400;

    private ServerProcess() {}

    /** Says where the server listens: one line with {@code NAME=ADDRESS} for each listener, as {@code fcgi=127.0.0.1:9000}. */
    public static void listening(String... listeners) {
        System.out.println("listening " + String.join(" ", listeners));
        System.out.flush();
    }

    /** Returns when the runner closes the standard input, which it does when it ends, however it ends. */
    public static void awaitEnd() throws IOException {
        while (System.in.read() >= 0) {
            // Whatever is said is ignored.
        }
    }
}
