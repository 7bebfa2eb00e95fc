// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;

/** The counts of {@link Events}, at once or as soon as one of them exceeds a number. */
@WebServlet("/events/*")
public final class EventsServlet extends SampleServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException, BadOptionException {
        Options options = Options.of(request);
        long millis = options.pauseMillis("ms", 0);
        if (millis > 0) {
            String key = options.oneOf(
                    "event", Arrays.stream(Event.values()).map(Event::key).toArray(String[]::new));
            await(key, options.number("above", 0, Long.MAX_VALUE), millis);
        }
        response.setHeader("Cache-Control", "no-store");
        Json.send(response, Events.counts());
    }

    private static void await(String key, long count, long millis) throws InterruptedIOException {
        for (Event event : Event.values()) {
            if (event.key().equals(key)) {
                try {
                    Events.awaitMoreThan(count, event, millis);
                } catch (InterruptedException e) {
                    throw Pause.interrupted();
                }
            }
        }
    }
}
