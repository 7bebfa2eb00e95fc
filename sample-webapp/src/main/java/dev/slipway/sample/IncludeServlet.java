// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Includes the echo between two lines of its own. */
@WebServlet(value = "/include/*", asyncSupported = true)
public final class IncludeServlet extends SampleServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.setContentType("text/plain;charset=UTF-8");
        response.getOutputStream().print("before the include\n");
        request.getRequestDispatcher("/echo/included?by=include").include(request, response);
        response.getOutputStream().print("\nafter the include\n");
    }
}
