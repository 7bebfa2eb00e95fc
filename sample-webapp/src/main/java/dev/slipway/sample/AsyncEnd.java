// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.util.concurrent.atomic.AtomicBoolean;

/** Counts how an asynchronous request ends, and lets only one party end it: the application or the container. */
final class AsyncEnd implements AsyncListener {
    private final AtomicBoolean claimed = new AtomicBoolean();

    /** True for the first caller, who then has to end the request. */
    boolean claim() {
        return claimed.compareAndSet(false, true);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        claim();
        Events.happened(Event.ASYNC_TIMEOUT);
    }

    @Override
    public void onError(AsyncEvent event) {
        claim();
        Events.happened(Event.ASYNC_ERROR);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        claim();
    }
}
