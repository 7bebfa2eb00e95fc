// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import dev.slipway.fastcgi.servlet.AuthorizerVariables;
import dev.slipway.fastcgi.servlet.FastCgi;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/**
 * A gate in front of {@code /gate}: as a FastCGI authorizer it lets in who shows a cookie {@code pass}, whatever is in it, which
 * an application in production must never do. As what it is in front of, it says who came in.
 */
@WebServlet("/gate/*")
public final class GateServlet extends SampleServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException, BadOptionException {
        if (FastCgi.role(request) == FastCgi.Role.AUTHORIZER) {
            authorize(request, response);
            return;
        }
        Map<String, String> params = FastCgi.params(request);
        PlainText.send(
                response,
                "aboard: " + params.getOrDefault("PASSENGER", "nobody") + ", checked: "
                        + params.getOrDefault("PASS_CHECKED", "no") + ", user: " + request.getRemoteUser() + "\n");
    }

    private static void authorize(HttpServletRequest request, HttpServletResponse response)
            throws IOException, BadOptionException {
        // With a no, header fields and body go to the client; with a yes, variables go to what is behind the gate.
        response.setHeader("Cache-Control", "no-store");
        AuthorizerVariables variables = new AuthorizerVariables(response).variable("PASS_CHECKED", "yes");
        String passenger = passenger(request);
        if (passenger == null) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            PlainText.send(response, "No pass, no passage: send a cookie named pass.\n");
            return;
        }
        try {
            variables.variable("PASSENGER", passenger).variable("REMOTE_USER", passenger);
        } catch (IllegalArgumentException e) {
            throw new BadOptionException(e.getMessage());
        }
    }

    private static String passenger(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals("pass")) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }
}
