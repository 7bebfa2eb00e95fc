// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The one lock of a connection, held to find out what is to be done and never while it is done. */
final class ConnectionLock extends ReentrantLock {
    private static final long serialVersionUID = 1L;

    /** Finds work; the caller does it. */
    FoundWork find(Consumer<FoundWork> finder) {
        FoundWork work = new FoundWork();
        lock();
        try {
            finder.accept(work);
        } finally {
            unlock();
        }
        return work;
    }

    <T> T ask(Supplier<T> question) {
        lock();
        try {
            return question.get();
        } finally {
            unlock();
        }
    }
}
