// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.io.PrintWriter;
import javax.servlet.ServletInputStream;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpSession;

/** A servlet of Java EE 8: says who asks, counts in a session, and holds a request until its body has ended. */
public final class OldServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.setCharacterEncoding("UTF-8");
        PrintWriter out = response.getWriter();
        switch (String.valueOf(request.getPathInfo())) {
            case "/hold":
                out.println("holding");
                response.flushBuffer();
                ServletInputStream in = request.getInputStream();
                while (in.read() >= 0) {
                    // until it has ended
                }
                out.println("released");
                break;
            case "/count":
                HttpSession session = request.getSession();
                Integer before = (Integer) session.getAttribute("count");
                int count = before == null ? 1 : before + 1;
                session.setAttribute("count", count);
                out.println(count);
                break;
            case "/large":
                for (int i = 0; i < 1000; i++) {
                    out.println("a line that can be compressed");
                }
                break;
            default:
                out.println(HttpServletRequest.class.getName() + " from " + request.getRemoteAddr() + " user "
                        + request.getRemoteUser() + " path " + request.getRequestURI() + " thread "
                        + Thread.currentThread().getClass().getSimpleName());
                break;
        }
    }
}
