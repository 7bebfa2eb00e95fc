// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Throws before or after the response is committed. */
@WebServlet("/throw/*")
public final class ThrowServlet extends SampleServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException, BadOptionException {
        String when = Options.of(request).oneOf("when", "before", "after");
        if (when.equals("after")) {
            response.setContentType("text/plain;charset=UTF-8");
            response.getOutputStream().print("committed, and then\n");
            response.flushBuffer();
        }
        throw new IllegalStateException("thrown " + when + " commit, as asked for");
    }
}
