// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the client of a recording sent, from {@code /captures/client/requests.txt}.
 *
 * @param method the first word
 * @param target the second word
 * @param protocol the third word
 * @param fields all fields in their order, names as the client wrote them
 * @param body without chunks; null if there is none
 */
record ClientRequest(String method, String target, String protocol, List<HeaderField> fields, String body) {

    /** All cases by name; {@code {authority}} stands for what the client connected to. */
    static Map<String, ClientRequest> all() {
        Map<String, ClientRequest> all = new LinkedHashMap<>();
        for (String block : resource("requests.txt").strip().split("\n\n")) {
            List<String> lines = block.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(String::translateEscapes)
                    .toList();
            if (!lines.isEmpty()) {
                all.put(lines.get(0).substring("== ".length()), parse(lines.subList(1, lines.size())));
            }
        }
        return all;
    }

    private static ClientRequest parse(List<String> lines) {
        String[] words = lines.get(0).split(" ");
        List<HeaderField> fields = new ArrayList<>();
        String body = null;
        for (String line : lines.subList(1, lines.size())) {
            if (line.equals("body") || line.startsWith("body ")) {
                body = after(line, "body ");
            } else {
                String name = line.substring(0, line.indexOf(':'));
                fields.add(new HeaderField(name, repeated(after(line, name + ": "))));
            }
        }
        return new ClientRequest(words[0], words[1], words[2], fields, body);
    }

    private static String after(String line, String start) {
        return line.substring(Math.min(line.length(), start.length()));
    }

    /** {@code 6144 times A} written out. */
    private static String repeated(String value) {
        String[] words = value.split(" ");
        return words.length == 3 && words[1].equals("times") ? words[2].repeat(Integer.parseInt(words[0])) : value;
    }

    /** A file of {@code /captures/client}. */
    static String resource(String name) {
        try (InputStream in = ClientRequest.class.getResourceAsStream("/captures/client/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value of the only field of this name; null if there is none. */
    String field(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(HeaderField::value)
                .findFirst()
                .orElse(null);
    }

    boolean isChunked() {
        return field("Transfer-Encoding") != null;
    }
}
