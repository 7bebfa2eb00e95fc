// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers after a while, and keeps a thread for that long. */
@WebServlet("/slow/*")
public final class SlowServlet extends SampleServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException, BadOptionException {
        long millis = Options.of(request).pauseMillis("ms", 1000);
        Events.happened(Event.BEGUN);
        Pause.millis(millis);
        PlainText.send(response, "answered after " + millis + " ms\n");
    }
}
