// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes the body back while it is still being read, without ever blocking. */
@WebServlet(value = "/nio-echo/*", asyncSupported = true)
public final class NioEchoServlet extends SampleServlet {
    private static final long serialVersionUID = 1L;

    private static final long NO_TIMEOUT = 0;

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String contentType = request.getContentType();
        response.setContentType(contentType == null ? "application/octet-stream" : contentType);
        if (request.getContentLengthLong() >= 0) {
            response.setContentLengthLong(request.getContentLengthLong());
        }
        AsyncContext async = request.startAsync();
        async.setTimeout(NO_TIMEOUT);
        AsyncEnd end = new AsyncEnd();
        async.addListener(end);
        ServletInputStream input = request.getInputStream();
        ServletOutputStream output = response.getOutputStream();
        NonBlockingCopy copy = new NonBlockingCopy(async, end, input, output);
        input.setReadListener(copy.reading());
        output.setWriteListener(copy.writing());
    }
}
