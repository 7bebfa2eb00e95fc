// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Server-sent events that keep no thread between two of them, so that there can be more clients than threads. */
@WebServlet(value = "/async-sse/*", asyncSupported = true)
public final class AsyncSseServlet extends SampleServlet {
    private static final long serialVersionUID = 1L;

    /** The events that are left for one client; the timer writes them, since they are small. */
    private record Stream(
            AsyncContext async, AsyncEnd end, ScheduledExecutorService timer, long next, long last, long pauseMillis) {
        void send() {
            try {
                HttpServletResponse response = (HttpServletResponse) async.getResponse();
                String event = "id: " + next + "\nevent: tick\ndata: event " + next + " of " + last + "\n\n";
                response.getOutputStream().write(event.getBytes(StandardCharsets.UTF_8));
                response.flushBuffer();
            } catch (IOException | IllegalStateException e) {
                Events.happened(Event.WRITE_FAILURE);
                complete();
                return;
            }
            if (next < last) {
                Stream rest = new Stream(async, end, timer, next + 1, last, pauseMillis);
                timer.schedule(rest::send, pauseMillis, TimeUnit.MILLISECONDS);
            } else {
                Events.happened(Event.COMPLETED);
                complete();
            }
        }

        private void complete() {
            if (end.claim()) {
                async.complete();
            }
        }
    }

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response) throws BadOptionException {
        Options options = Options.of(request);
        long events = options.number("events", 1, 1_000_000, 10);
        long pauseMillis = options.pauseMillis("ms", 1000);
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        if (asksForHeadersOnly(request)) {
            return;
        }
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        AsyncEnd end = new AsyncEnd();
        async.addListener(end);
        ScheduledExecutorService timer = Scheduler.of(request.getServletContext());
        timer.execute(new Stream(async, end, timer, 1, events, pauseMillis)::send);
    }
}
