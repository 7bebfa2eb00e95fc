// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import java.io.InterruptedIOException;

/** Lets time pass on the calling thread; an interruption ends the request. */
final class Pause {
    private Pause() {}

    static void millis(long millis) throws InterruptedIOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while waiting");
    }
}
