// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes and flushes one text at a time with a pause between two, and counts the first one and the write that fails. */
final class PacedOutput {
    private final OutputStream output;
    private final long pauseMillis;
    private boolean started;

    PacedOutput(HttpServletResponse response, long pauseMillis) throws IOException {
        this.output = response.getOutputStream();
        this.pauseMillis = pauseMillis;
    }

    void send(String text) throws IOException {
        if (started) {
            Pause.millis(pauseMillis);
        }
        try {
            output.write(text.getBytes(StandardCharsets.UTF_8));
            output.flush();
        } catch (IOException e) {
            Events.happened(Event.WRITE_FAILURE);
            throw e;
        }
        if (!started) {
            started = true;
            Events.happened(Event.BEGUN);
        }
    }
}
