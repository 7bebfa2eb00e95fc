// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Answers after a while, and keeps no thread until then. */
@WebServlet(value = "/async/*", asyncSupported = true)
public final class AsyncServlet extends SampleServlet {
    private static final long serialVersionUID = 1L;

    private static final long NO_TIMEOUT = 0;

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response) throws BadOptionException {
        Options options = Options.of(request);
        long millis = options.pauseMillis("ms", 1000);
        long timeoutMillis = options.pauseMillis("timeout", NO_TIMEOUT);
        AsyncContext async = request.startAsync();
        async.setTimeout(timeoutMillis);
        AsyncEnd end = new AsyncEnd();
        async.addListener(end);
        Scheduler.of(request.getServletContext())
                .schedule(() -> complete(async, end, millis), millis, TimeUnit.MILLISECONDS);
    }

    private static void complete(AsyncContext async, AsyncEnd end, long millis) {
        if (!end.claim()) {
            return;
        }
        try {
            PlainText.send((HttpServletResponse) async.getResponse(), "answered after " + millis + " ms\n");
            Events.happened(Event.COMPLETED);
        } catch (IOException e) {
            Events.happened(Event.WRITE_FAILURE);
        }
        async.complete();
    }
}
