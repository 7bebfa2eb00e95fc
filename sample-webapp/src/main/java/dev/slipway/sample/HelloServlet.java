// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** 1024 bytes of text: the smallest answer worth measuring. */
@WebServlet("/hello/*")
public final class HelloServlet extends SampleServlet {
    private static final long serialVersionUID = 1L;

    private static final String TEXT =
            "Hello from the slipway: a servlet, served by your web server.\r\n"
                            .repeat(17)
                            .substring(0, 1022) + "\r\n";

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PlainText.send(response, TEXT);
    }
}
