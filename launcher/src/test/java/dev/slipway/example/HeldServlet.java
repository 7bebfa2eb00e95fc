// SPDX-License-Identifier: Apache-2.0
package dev.slipway.example;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Part of a test's application: says "begun", and answers once the file {@code held.by} is gone. */
public class HeldServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        System.out.println("begun");
        Path file = Path.of(System.getProperty("held.by"));
        while (Files.exists(file)) {
            Thread.onSpinWait();
        }
        response.getWriter().print("done");
    }
}
