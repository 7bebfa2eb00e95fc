// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Redirects to wherever it is told, which an application in production must never do. */
@WebServlet("/redirect")
public final class RedirectServlet extends SampleServlet {
    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException, BadOptionException {
        response.sendRedirect(Options.of(request).headerText("to", "hello"));
    }
}
