// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Lines of text, each flushed; of a length told beforehand, if the client says which. */
@WebServlet("/stream/*")
public final class StreamServlet extends SampleServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException, BadOptionException {
        Options options = Options.of(request);
        long chunks = options.number("chunks", 0, 1_000_000, 10);
        response.setContentType("text/plain;charset=UTF-8");
        long length = options.number("length", 0, Long.MAX_VALUE, 0);
        if (length > 0) {
            response.setContentLengthLong(length);
        }
        long pauseMillis = options.pauseMillis("ms", 100);
        if (asksForHeadersOnly(request)) {
            return;
        }
        PacedOutput output = new PacedOutput(response, pauseMillis);
        for (long chunk = 1; chunk <= chunks; chunk++) {
            output.send("chunk " + chunk + " of " + chunks + "\n");
        }
        Events.happened(Event.COMPLETED);
    }
}
