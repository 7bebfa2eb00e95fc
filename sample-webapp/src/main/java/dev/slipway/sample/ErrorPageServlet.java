// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The application's own error page: what went wrong, for which URI; JSON unless a browser asks. */
@WebServlet(value = "/error-page", asyncSupported = true)
public final class ErrorPageServlet extends SampleServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("status", request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
        error.put("message", request.getAttribute(RequestDispatcher.ERROR_MESSAGE));
        error.put("method", request.getAttribute(RequestDispatcher.ERROR_METHOD));
        error.put("requestURI", request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        error.put("queryString", request.getAttribute(RequestDispatcher.ERROR_QUERY_STRING));
        error.put("servletName", request.getAttribute(RequestDispatcher.ERROR_SERVLET_NAME));
        error.put("exception", RequestAttributes.text(request, RequestDispatcher.ERROR_EXCEPTION));
        if (HtmlPage.isWantedBy(request)) {
            HtmlPage page = new HtmlPage(request, "Error " + error.get("status"));
            page.markup("<dl class=\"card\">\n");
            error.forEach((name, value) -> page.row(name, value == null ? null : value.toString()));
            page.markup("</dl>\n");
            page.send(response);
        } else {
            Json.send(response, Map.of("errorPage", error));
        }
    }
}
