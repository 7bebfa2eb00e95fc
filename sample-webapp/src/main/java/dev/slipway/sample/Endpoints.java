// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import static dev.slipway.sample.Endpoint.body;
import static dev.slipway.sample.Endpoint.link;
import static dev.slipway.sample.Endpoint.options;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything the welcome page links to, by what it is good for. */
final class Endpoints {
    static final Map<String, List<Endpoint>> BY_PURPOSE = byPurpose();

    private Endpoints() {}

    private static Map<String, List<Endpoint>> byPurpose() {
        Map<String, List<Endpoint>> groups = new LinkedHashMap<>();
        groups.put(
                "The request, as the application sees it",
                List.of(
                        options("/echo/some/path", "Everything the servlet API tells, as JSON.", "greeting", "Ahoy"),
                        options("/page.jsp", "A JSP with expression language.", "name", "<Ishmael>"),
                        link("/forward", "The echo again, behind a forward."),
                        link("/include", "The echo again, included between two lines."),
                        link("/session", "Counts the requests of your session."),
                        link("/cookies", "Sets two cookies, HttpOnly and SameSite.")));
        groups.put(
                "Bodies sent",
                List.of(
                        body("/count", "Reads the body and answers its length."),
                        body("/digest", "Length and SHA-256 of the body."),
                        body("/nio-echo", "Writes the body back without blocking."),
                        body("/ignore-body", "Answers without reading the body."),
                        link("/upload", "A form for files; tells what arrived.")));
        groups.put(
                "Bodies received",
                List.of(
                        link("/hello", "1024 bytes of text."),
                        options("/bytes", "As many bytes as you like.", "n", "1000000"),
                        link("/static/five-megabytes.bin", "A static file of 5 MiB, with ranges and ETag."),
                        options("/headers-out", "Many or long response headers.", "count", "10", "size", "100")));
        groups.put(
                "Time",
                List.of(
                        options("/stream", "Lines of text, each flushed.", "chunks", "10", "ms", "300"),
                        options("/sse", "Server-sent events.", "events", "10", "ms", "500"),
                        options("/async-sse", "The same, and no thread waits.", "events", "10", "ms", "500"),
                        options("/async", "Answers later and keeps no thread.", "ms", "1000"),
                        options("/slow", "Answers later and keeps a thread.", "ms", "1000"),
                        options("/disconnect", "Writes until you go away.", "ms", "500"),
                        link("/events", "Counts of failures, disconnects and timeouts.")));
        groups.put(
                "Status",
                List.of(
                        options("/status", "The status you ask for.", "code", "404"),
                        options("/redirect", "Redirects to a place of your choice.", "to", "hello"),
                        options("/throw", "An exception, before or after the commit.", "when", "before")));
        return groups;
    }
}
