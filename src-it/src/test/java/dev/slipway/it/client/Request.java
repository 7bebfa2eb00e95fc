// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request as octets: whatever is put in goes out unchanged, in this order, encodings and duplicates included. Only Host is
 * added when there is none in an HTTP/1.1 request, the same for every server so that answers can be compared.
 */
public record Request(String method, String target, String version, List<String> fields, byte[] body) {
    public static final String HOST = "www.example.test:8765";

    public static Request of(String method, String target) {
        return new Request(method, target, "HTTP/1.1", List.of(), new byte[0]);
    }

    public static Request get(String target) {
        return of("GET", target);
    }

    public static Request post(String target, String contentType, byte[] body) {
        return of("POST", target).with("Content-Type: " + contentType).withBody(body);
    }

    /** One more header line, as it goes over the wire. */
    public Request with(String field) {
        List<String> more = new ArrayList<>(fields);
        more.add(field);
        return new Request(method, target, version, more, body);
    }

    /** The old protocol, where Host is not needed. */
    public Request http10() {
        return new Request(method, target, "HTTP/1.0", fields, body);
    }

    /** A body and its Content-Length. */
    public Request withBody(byte[] content) {
        return new Request(method, target, version, fields, content).with("Content-Length: " + content.length);
    }

    /** A body cut into chunks of these lengths, the last of them for whatever is left. */
    public Request chunked(byte[] content, int... cuts) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        int start = 0;
        for (int i = 0; start < content.length; i++) {
            int length = Math.min(cuts[Math.min(i, cuts.length - 1)], content.length - start);
            chunks.writeBytes(chunk(content, start, length));
            start += length;
        }
        chunks.writeBytes(octets("0\r\n\r\n"));
        return new Request(method, target, version, fields, chunks.toByteArray()).with("Transfer-Encoding: chunked");
    }

    public static byte[] chunk(byte[] content, int start, int length) {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream(length + 16);
        chunk.writeBytes(octets(Integer.toHexString(length) + "\r\n"));
        chunk.write(content, start, length);
        chunk.writeBytes(octets("\r\n"));
        return chunk.toByteArray();
    }

    /** What goes over the wire before the body. */
    public byte[] head() {
        StringBuilder head =
                new StringBuilder(method).append(' ').append(target).append(' ').append(version);
        head.append("\r\n");
        if (version.equals("HTTP/1.1") && fields.stream().noneMatch(field -> field.startsWith("Host:"))) {
            head.append("Host: ").append(HOST).append("\r\n");
        }
        fields.forEach(field -> head.append(field).append("\r\n"));
        return octets(head.append("\r\n").toString());
    }

    /** One octet per character: UTF-8 is written by those who want it. */
    public static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return method + " " + target + " " + version;
    }
}
