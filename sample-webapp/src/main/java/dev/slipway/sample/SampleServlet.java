// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A servlet that answers every method, known or not, alike and turns a bad option into a 400. */
abstract class SampleServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            answer(request, response);
        } catch (BadOptionException e) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST, e.getMessage());
        }
    }

    /** True when whatever is written would be dropped, so that a long answer is not worth making. */
    static boolean asksForHeadersOnly(HttpServletRequest request) {
        return request.getMethod().equals("HEAD");
    }

    protected abstract void answer(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException;
}
