// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Reads the body and answers its length and SHA-256. */
@WebServlet("/digest/*")
public final class DigestServlet extends SampleServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Json.send(response, BodyDigest.of(request));
        Events.happened(Event.COMPLETED);
    }
}
