// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes until the client has gone away, and counts that. */
@WebServlet("/disconnect/*")
public final class DisconnectServlet extends SampleServlet {
    private static final long serialVersionUID = 1L;

    private static final int MOST_LINES = 100_000;

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException, BadOptionException {
        long pauseMillis = Options.of(request).pauseMillis("ms", 100);
        response.setContentType("text/plain;charset=UTF-8");
        if (asksForHeadersOnly(request)) {
            return;
        }
        PacedOutput output = new PacedOutput(response, pauseMillis);
        try {
            for (int line = 1; line <= MOST_LINES; line++) {
                output.send("line " + line + ", until you go away\n");
            }
            Events.happened(Event.COMPLETED);
        } catch (IOException e) {
            // What this endpoint waits for: there is nobody left to answer.
            Events.happened(Event.DISCONNECT);
        }
    }
}
