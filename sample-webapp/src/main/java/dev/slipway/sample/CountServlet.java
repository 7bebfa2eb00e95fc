// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;

/** Reads the body, as slowly as asked, and answers its length. */
@WebServlet("/count/*")
public final class CountServlet extends SampleServlet {
    private static final long serialVersionUID = 1L;

    private static final int LARGEST_BUFFER = 1024 * 1024;

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException, BadOptionException {
        Options options = Options.of(request);
        byte[] buffer = new byte[(int) options.number("bufferSize", 1, LARGEST_BUFFER, 32 * 1024)];
        long pauseMillis = options.pauseMillis("msPerRead", 0);
        PlainText.send(response, Long.toString(bodyLength(request, buffer, pauseMillis)));
        Events.happened(Event.COMPLETED);
    }

    private static long bodyLength(HttpServletRequest request, byte[] buffer, long pauseMillis) throws IOException {
        try {
            InputStream body = request.getInputStream();
            long length = 0;
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                length += count;
                Pause.millis(pauseMillis);
            }
            return length;
        } catch (IOException e) {
            Events.happened(Event.READ_FAILURE);
            throw e;
        }
    }
}
