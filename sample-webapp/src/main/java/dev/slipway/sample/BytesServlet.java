// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** As many bytes as asked for, of a length told beforehand; byte i is {@code 'a' + i % 26}. */
@WebServlet("/bytes/*")
public final class BytesServlet extends SampleServlet {
    private static final long serialVersionUID = 1L;

    private static final long MOST_BYTES = 1L << 40;
    private static final byte[] ALPHABETS =
            "abcdefghijklmnopqrstuvwxyz".repeat(1260).getBytes(StandardCharsets.US_ASCII);

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException, BadOptionException {
        long length = Options.of(request).number("n", 0, MOST_BYTES);
        response.setContentType("application/octet-stream");
        response.setContentLengthLong(length);
        if (asksForHeadersOnly(request)) {
            return;
        }
        OutputStream output = response.getOutputStream();
        try {
            for (long left = length; left > 0; left -= ALPHABETS.length) {
                output.write(ALPHABETS, 0, (int) Math.min(left, ALPHABETS.length));
            }
        } catch (IOException e) {
            Events.happened(Event.WRITE_FAILURE);
            throw e;
        }
    }
}
