// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Server-sent events, each flushed. */
@WebServlet("/sse/*")
public final class SseServlet extends SampleServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException, BadOptionException {
        Options options = Options.of(request);
        long events = options.number("events", 0, 1_000_000, 10);
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        long pauseMillis = options.pauseMillis("ms", 1000);
        if (asksForHeadersOnly(request)) {
            return;
        }
        PacedOutput output = new PacedOutput(response, pauseMillis);
        for (long id = 1; id <= events; id++) {
            output.send("id: " + id + "\nevent: tick\ndata: event " + id + " of " + events + "\n\n");
        }
        Events.happened(Event.COMPLETED);
    }
}
