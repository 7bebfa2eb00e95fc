// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts the requests of a session. */
@WebServlet("/session/*")
public final class SessionServlet extends SampleServlet {
    private static final long serialVersionUID = 1L;

    private static final String COUNTER = "counter";

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException, BadOptionException {
        boolean end = Options.of(request).flag("end");
        HttpSession session = request.getSession();
        int counter = session.getAttribute(COUNTER) instanceof Integer before ? before + 1 : 1;
        session.setAttribute(COUNTER, counter);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", session.getId());
        answer.put("isNew", session.isNew());
        answer.put(COUNTER, counter);
        answer.put("requestedSessionId", request.getRequestedSessionId());
        answer.put("requestedSessionIdFromCookie", request.isRequestedSessionIdFromCookie());
        if (end) {
            session.invalidate();
        }
        Json.send(response, answer);
    }
}
