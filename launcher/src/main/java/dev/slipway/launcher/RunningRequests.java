// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.Graceful;

/**
 * Lets a stop wait for the requests that run. Unlike Jetty's {@code GracefulHandler}, which answers 503 from then on, it
 * serves those that still come: web servers send them on connections that were accepted before, and give the 503 to the
 * client. There is an end to them, since a connection that is no longer wanted is closed after an answer.
 */
final class RunningRequests extends Handler.Wrapper implements Graceful {
    private final AtomicLong running = new AtomicLong();
    private final Shutdown shutdown = new Shutdown(this) {
        @Override
        public boolean isShutdownDone() {
            return running.get() == 0;
        }
    };

    long count() {
        return running.get();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        running.incrementAndGet();
        Request.addCompletionListener(request, failure -> {
            running.decrementAndGet();
            shutdown.check();
        });
        return super.handle(request, response, callback);
    }

    @Override
    public CompletableFuture<Void> shutdown() {
        return shutdown.shutdown();
    }

    @Override
    public boolean isShutdown() {
        return shutdown.isShutdown();
    }
}
