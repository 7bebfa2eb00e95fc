// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.scenario;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A thread that sends while the test reads; it ends with the test at the latest, when the connection is closed. */
final class Writer implements AutoCloseable {
    /** What is sent. */
    interface Sending {
        void send() throws IOException;
    }

    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Thread thread;

    private Writer(Sending sending) {
        thread = new Thread(() -> run(sending), "scenario-writer");
    }

    static Writer start(Sending sending) {
        Writer writer = new Writer(sending);
        writer.thread.start();
        return writer;
    }

    private void run(Sending sending) {
        try {
            sending.send();
            end.complete(null);
        } catch (IOException | RuntimeException | Error e) {
            end.completeExceptionally(e);
        }
    }

    /** Waits until everything is sent, and fails as sending did. */
    void ended() throws Exception {
        end.get(60, TimeUnit.SECONDS);
    }

    /** Never waits: closed before its connection, whose end is what ends a thread that still sends. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
