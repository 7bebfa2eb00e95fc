// SPDX-License-Identifier: Apache-2.0
package dev.slipway.example.jakarta;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Part of a test's application: tells the platform that it is on, and who the user is. */
@WebServlet("/annotated")
public class PlatformServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.getWriter()
                .print(request.getServletPath()
                        + " " + getServletContext().getMajorVersion()
                        + "." + getServletContext().getMinorVersion()
                        + " " + request.getRemoteUser()
                        + " staff=" + request.isUserInRole("staff"));
    }
}
