// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Everything the servlet API tells about the request, as JSON. */
@WebServlet(value = "/echo/*", asyncSupported = true)
public final class EchoServlet extends SampleServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, Object> echo = new LinkedHashMap<>();
        addRequestLine(echo, request);
        addConnection(echo, request);
        addRest(echo, request);
        echo.put("headers", headers(request));
        echo.put("cookies", cookies(request));
        // The parameters come first: they consume the body of a form, and what is left is digested.
        echo.put("parameters", request.getParameterMap());
        echo.put("attributes", RequestAttributes.texts(request));
        echo.put("body", BodyDigest.of(request));
        Json.send(response, echo);
    }

    private static void addRequestLine(Map<String, Object> echo, HttpServletRequest request) {
        echo.put("method", request.getMethod());
        echo.put("requestURI", request.getRequestURI());
        echo.put("requestURL", request.getRequestURL().toString());
        echo.put("contextPath", request.getContextPath());
        echo.put("servletPath", request.getServletPath());
        echo.put("pathInfo", request.getPathInfo());
        echo.put("queryString", request.getQueryString());
    }

    private static void addConnection(Map<String, Object> echo, HttpServletRequest request) {
        echo.put("scheme", request.getScheme());
        echo.put("secure", request.isSecure());
        echo.put("protocol", request.getProtocol());
        echo.put("serverName", request.getServerName());
        echo.put("serverPort", request.getServerPort());
        echo.put("remoteAddr", request.getRemoteAddr());
        echo.put("remoteHost", request.getRemoteHost());
        echo.put("remotePort", request.getRemotePort());
        echo.put("localAddr", request.getLocalAddr());
        echo.put("localPort", request.getLocalPort());
        echo.put("remoteUser", request.getRemoteUser());
        echo.put("authType", request.getAuthType());
    }

    private static void addRest(Map<String, Object> echo, HttpServletRequest request) {
        echo.put("requestedSessionId", request.getRequestedSessionId());
        echo.put("characterEncoding", request.getCharacterEncoding());
        echo.put("contentType", request.getContentType());
        echo.put("contentLength", request.getContentLengthLong());
        echo.put(
                "locales",
                Collections.list(request.getLocales()).stream()
                        .map(Locale::toLanguageTag)
                        .toList());
        echo.put("dispatcherType", request.getDispatcherType());
        echo.put("asyncSupported", request.isAsyncSupported());
    }

    private static Map<String, List<String>> headers(HttpServletRequest request) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name, Collections.list(request.getHeaders(name)));
        }
        return headers;
    }

    private static List<Map<String, String>> cookies(HttpServletRequest request) {
        List<Map<String, String>> cookies = new ArrayList<>();
        if (request.getCookies() != null) {
            for (Cookie cookie : request.getCookies()) {
                Map<String, String> entry = new LinkedHashMap<>();
                entry.put("name", cookie.getName());
                entry.put("value", cookie.getValue());
                cookies.add(entry);
            }
        }
        return cookies;
    }
}
