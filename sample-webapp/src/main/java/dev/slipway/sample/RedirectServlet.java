// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;

/** Redirects to wherever it is told, which an application in production must never do. */
@WebServlet("/redirect")
public final class RedirectServlet extends SampleServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException, BadOptionException {
        String target = Options.of(request).text("to", "hello");
        try {
            response.sendRedirect(new URI(target).toASCIIString());
        } catch (URISyntaxException e) {
            throw new BadOptionException("to=" + target + ": expected a URI, absolute or relative");
        }
    }
}
