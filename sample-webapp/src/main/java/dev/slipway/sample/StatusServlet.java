// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers with the status asked for; errors go through {@code sendError}, so that error pages apply. */
@WebServlet("/status/*")
public final class StatusServlet extends SampleServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException, BadOptionException {
        int code = (int) Options.of(request).number("code", 200, 599);
        if (code >= 400) {
            response.sendError(code, "status " + code + " as asked for");
            return;
        }
        response.setStatus(code);
        if (code != HttpServletResponse.SC_NO_CONTENT
                && code != HttpServletResponse.SC_RESET_CONTENT
                && code != HttpServletResponse.SC_NOT_MODIFIED) {
            PlainText.send(response, "status " + code + "\n");
        }
    }
}
