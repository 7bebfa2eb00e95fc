// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** What ordinary web applications do, one thing for each path. */
final class OrdinaryServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient CountDownLatch release;

    /** @param release what {@code /flush} waits for between its pieces */
    OrdinaryServlet(CountDownLatch release) {
        this.release = release;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String path = request.getDispatcherType() == DispatcherType.INCLUDE ? "/included" : request.getRequestURI();
        switch (path) {
            case "/session" -> {
                HttpSession session = request.getSession();
                Integer count = (Integer) session.getAttribute("count");
                session.setAttribute("count", count == null ? 1 : count + 1);
                response.getWriter().print(session.getAttribute("count"));
            }
            case "/cookies" -> {
                for (Cookie cookie : request.getCookies()) {
                    response.addCookie(new Cookie(cookie.getName() + "2", cookie.getValue()));
                }
            }
            case "/redirect" -> response.sendRedirect("/target?a=b");
            case "/see-other" -> response.sendRedirect("relative", HttpServletResponse.SC_SEE_OTHER);
            case "/missing" -> response.sendError(404, "not here");
            case "/gone" -> response.sendError(410, "no longer here");
            case "/error-page" ->
                response.getWriter().print("page for " + request.getAttribute("jakarta.servlet.error.status_code"));
            case "/status" -> response.setStatus(Integer.parseInt(request.getParameter("code")));
            case "/status-with-body" -> {
                response.setStatus(Integer.parseInt(request.getParameter("code")));
                response.getOutputStream().print("must not be seen");
            }
            case "/flush" -> flush(response);
            case "/form" -> {
                response.setContentType("text/plain;charset=utf-8");
                response.getWriter().print(request.getParameter("a") + "," + request.getParameter("b"));
            }
            case "/multipart" -> multipart(request, response);
            case "/forward" -> request.getRequestDispatcher("/error-page").forward(request, response);
            case "/include" -> {
                response.getWriter().print("[");
                request.getRequestDispatcher("/other").include(request, response);
                response.getWriter().print("]");
            }
            case "/included" -> response.getWriter().print("included");
            case "/reset" -> {
                response.addHeader("X-Forgotten", "yes");
                response.getWriter().print("forgotten");
                response.reset();
                response.setStatus(202);
                response.getWriter().print("remembered");
            }
            case "/partly-read" -> {
                byte[] some = request.getInputStream().readNBytes(1000);
                response.getWriter().print(some.length);
            }
            case "/throw" -> throw new IllegalStateException("before the commit");
            case "/divide" -> throw new ArithmeticException("there is a page for it");
            case "/throw-late" -> {
                response.getOutputStream().print("half of an answer");
                response.flushBuffer();
                throw new IllegalStateException("after the commit");
            }
            case "/short" -> {
                response.setContentLength(100);
                response.getOutputStream().print("not a hundred");
                response.flushBuffer();
            }
            case "/big" -> {
                response.setContentLength(200_000);
                response.getOutputStream().write(new byte[200_000]);
            }
            case "/headers" -> {
                response.setHeader("X-Latin", "\u00e4");
                response.addHeader("X-Two", "1");
                response.addHeader("X-Two", "2");
                response.setContentType("text/plain;charset=utf-8");
                response.getWriter().print("\u20ac");
            }
            default -> response.getWriter().print("hello");
        }
    }

    private void flush(HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.flushBuffer();
        awaitRelease();
        response.getWriter().print("one");
        response.flushBuffer();
        response.getWriter().print("two");
    }

    private void multipart(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        for (Part part : request.getParts()) {
            response.getWriter().print(part.getName() + "=" + part.getSize() + ";");
        }
    }

    private void awaitRelease() throws IOException {
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
