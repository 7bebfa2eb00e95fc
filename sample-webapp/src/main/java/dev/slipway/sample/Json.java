// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers in JSON, indented because people read it too. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Json() {}

    static void send(HttpServletResponse response, Object value) throws IOException {
        byte[] bytes = MAPPER.writeValueAsBytes(value);
        response.setContentType("application/json");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
