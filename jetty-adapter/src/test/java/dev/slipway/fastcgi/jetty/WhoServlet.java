// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;

/** Who the user is, by every method that tells; {@code login} and {@code logout} first do that. */
final class WhoServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=utf-8");
        PrintWriter out = response.getWriter();
        String query = String.valueOf(request.getQueryString());
        if (query.equals("nobody-asks")) {
            return;
        }
        try {
            switch (query) {
                case "login" -> request.login("joe", "");
                case "logout" -> request.logout();
                case "authenticate" -> out.print(request.authenticate(response) + " ");
                default -> {}
            }
        } catch (jakarta.servlet.ServletException e) {
            out.print("refused ");
        }
        out.print(request.getRemoteUser() + " "
                + (request.getUserPrincipal() == null
                        ? null
                        : request.getUserPrincipal().getName())
                + " " + request.getAuthType()
                + " staff=" + request.isUserInRole("staff")
                + " admin=" + request.isUserInRole("admin"));
    }
}
