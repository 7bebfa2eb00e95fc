// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.load;

import dev.slipway.fastcgi.benchmarks.application.Answers;
import dev.slipway.fastcgi.testkit.WireScript;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The bytes of the requests, made once: a browser's GET or POST as nginx would pass it on. */
final class Requests {
    private static final String[] FIELDS = {
        "Host", "www.example.test",
        "User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
        "Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Language", "en-GB,en;q=0.5",
        "Accept-Encoding", "gzip, deflate, br, zstd",
        "Referer", "https://www.example.test/app/items?page=1&sort=name",
        "Cookie", "JSESSIONID=node01k5z8x2c3v4b5n6m7; theme=dark",
        "Sec-Fetch-Dest", "document",
        "Sec-Fetch-Mode", "navigate",
    };

    private Requests() {}

    /** All of the request in that slot of a connection; direct, to be duplicated by each connection. */
    static ByteBuffer bytes(WireProtocol protocol, LoadPlan plan, int slot) {
        byte[] request = switch (protocol) {
            case FASTCGI -> fastCgi(plan, slot + 1);
            case HTTP -> http(plan);
            case AJP -> AjpRequest.bytes(path(plan), FIELDS);
        };
        return ByteBuffer.allocateDirect(request.length).put(request).flip();
    }

    private static String path(LoadPlan plan) {
        if (plan.uploadLength() > 0) {
            return Answers.UPLOAD_PATH;
        }
        String pause = plan.pauseMillis() > 0 ? Answers.PAUSE_PATH + plan.pauseMillis() : "";
        return pause + Answers.BYTES_PATH + plan.answerLength();
    }

    private static byte[] fastCgi(LoadPlan plan, int id) {
        WireScript script = new WireScript()
                .begin(id, WireScript.RESPONDER, plan.keepAlive())
                .params(id, params(plan))
                .paramsEnd(id);
        if (plan.uploadLength() > 0) {
            // As nginx cuts bodies.
            script.cut(32 * 1024).stdin(id, new byte[plan.uploadLength()]);
        }
        return script.stdinEnd(id).toBytes();
    }

    private static Map<String, String> params(LoadPlan plan) {
        boolean post = plan.uploadLength() > 0;
        Map<String, String> params = new LinkedHashMap<>();
        // First, where the responders that are the floor look for the length that is asked for.
        params.put("REQUEST_URI", path(plan));
        params.put("QUERY_STRING", "");
        params.put("REQUEST_METHOD", post ? "POST" : "GET");
        params.put("CONTENT_TYPE", post ? "application/octet-stream" : "");
        params.put("CONTENT_LENGTH", post ? Integer.toString(plan.uploadLength()) : "");
        params.put("SCRIPT_NAME", path(plan));
        if (!plan.scriptFilename().isEmpty()) {
            params.put("SCRIPT_FILENAME", plan.scriptFilename());
        }
        params.put("DOCUMENT_URI", path(plan));
        params.put("DOCUMENT_ROOT", "/usr/share/nginx/html");
        params.put("SERVER_PROTOCOL", "HTTP/1.1");
        params.put("REQUEST_SCHEME", "http");
        params.put("GATEWAY_INTERFACE", "CGI/1.1");
        params.put("SERVER_SOFTWARE", "nginx/1.22.1");
        params.put("REMOTE_ADDR", "192.0.2.7");
        params.put("REMOTE_PORT", "56246");
        params.put("REMOTE_USER", "");
        params.put("SERVER_ADDR", "192.0.2.1");
        params.put("SERVER_PORT", "80");
        params.put("SERVER_NAME", "www.example.test");
        params.put("REDIRECT_STATUS", "200");
        for (int i = 0; i < FIELDS.length; i += 2) {
            params.put("HTTP_" + FIELDS[i].toUpperCase(Locale.ROOT).replace('-', '_'), FIELDS[i + 1]);
        }
        return params;
    }

    private static byte[] http(LoadPlan plan) {
        StringBuilder head = new StringBuilder(plan.uploadLength() > 0 ? "POST " : "GET ")
                .append(path(plan))
                .append(" HTTP/1.1\r\n");
        for (int i = 0; i < FIELDS.length; i += 2) {
            head.append(FIELDS[i]).append(": ").append(FIELDS[i + 1]).append("\r\n");
        }
        if (!plan.keepAlive()) {
            head.append("Connection: close\r\n");
        }
        if (plan.uploadLength() > 0) {
            head.append("Content-Type: application/octet-stream\r\nContent-Length: ")
                    .append(plan.uploadLength())
                    .append("\r\n");
        }
        byte[] text = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(text.length + plan.uploadLength()).put(text).array();
    }
}
