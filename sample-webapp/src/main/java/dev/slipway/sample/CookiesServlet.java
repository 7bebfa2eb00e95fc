// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Sets two cookies: one that scripts do not see, one that other sites do not send. */
@WebServlet("/cookies/*")
public final class CookiesServlet extends SampleServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getContextPath() + "/";
        Cookie hidden = new Cookie("hidden", "from-scripts");
        hidden.setPath(path);
        hidden.setHttpOnly(true);
        response.addCookie(hidden);
        Cookie strict = new Cookie("strict", "same-site");
        strict.setPath(path);
        strict.setMaxAge(3600);
        strict.setAttribute("SameSite", "Strict");
        response.addCookie(strict);
        PlainText.send(response, "two cookies: hidden, strict\n");
    }
}
