// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers with as many response headers, of as many bytes each, as asked for. */
@WebServlet("/headers-out/*")
public final class HeadersOutServlet extends SampleServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException, BadOptionException {
        Options options = Options.of(request);
        long count = options.number("count", 0, 10_000, 10);
        String value = "x".repeat((int) options.number("size", 0, 1024 * 1024, 100));
        for (long i = 1; i <= count; i++) {
            response.addHeader("X-Out-" + i, value);
        }
        PlainText.send(response, count + " headers of " + value.length() + " bytes\n");
    }
}
