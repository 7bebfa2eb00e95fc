// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.application;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Answers with bytes that are there already: what is measured is the server. */
public final class AnswerServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int LARGEST = 64 * 1024 * 1024;

    private final transient Map<String, byte[]> answers = new ConcurrentHashMap<>();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI();
        if (path.startsWith(Answers.PAUSE_PATH)) {
            pause(path);
        }
        answer(response, answers.computeIfAbsent(path, AnswerServlet::bytes));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        InputStream body = request.getInputStream();
        byte[] piece = new byte[32 * 1024];
        long length = 0;
        int read;
        while ((read = body.read(piece)) >= 0) {
            length += read;
        }
        answer(response, Answers.uploaded(length));
    }

    private static void answer(HttpServletResponse response, byte[] bytes) throws IOException {
        response.setContentType("text/plain");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static void pause(String path) throws IOException {
        int from = Answers.PAUSE_PATH.length();
        try {
            Thread.sleep(Integer.parseInt(path.substring(from, path.indexOf('/', from))));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server is stopped");
        }
    }

    private static byte[] bytes(String path) {
        int length = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
        if (length < 0 || length > LARGEST) {
            throw new IllegalArgumentException("an answer of " + length + " bytes; 0 to " + LARGEST + " are possible");
        }
        return Answers.bytes(length);
    }
}
