// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.soak;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The application: the path says what is done with body and response. */
final class SoakServlet extends HttpServlet {
    /** A request header that the response repeats, so that no answer can pass for another's. */
    static final String NUMBER = "X-Number";

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(NUMBER, request.getHeader(NUMBER));
        response.setContentType("application/octet-stream");
        switch (request.getServletPath()) {
            case "/download" -> download(request, response);
            case "/digest" ->
                response.getOutputStream()
                        .write(ascii(Octets.digest(request.getInputStream().readAllBytes())));
            case "/echo" -> request.getInputStream().transferTo(response.getOutputStream());
            case "/unread" -> response.getOutputStream().write(ascii("unread"));
            case "/later" -> later(request.startAsync());
            default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static void download(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int length = Integer.parseInt(request.getParameter("length"));
        byte[] octets = Octets.at(Long.parseLong(request.getParameter("place")), length);
        response.setContentLength(length);
        response.getOutputStream().write(octets, 0, length / 2);
        response.getOutputStream().write(octets, length / 2, length - length / 2);
    }

    /** Reads and answers in another thread than the one that was called. */
    private static void later(AsyncContext context) {
        context.start(() -> {
            try {
                byte[] body = context.getRequest().getInputStream().readAllBytes();
                context.getResponse().getOutputStream().write(ascii(Octets.digest(body)));
            } catch (IOException e) {
                throw new IllegalStateException("the body cannot be read", e);
            } finally {
                context.complete();
            }
        });
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
