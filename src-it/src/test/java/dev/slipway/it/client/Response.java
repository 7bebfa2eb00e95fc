// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.client;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An answer read to its end. */
public record Response(String statusLine, List<Map.Entry<String, String>> fields, byte[] body) {
    public int status() {
        return Integer.parseInt(statusLine.split(" ", 3)[1]);
    }

    /** The one value of this name; two are a failure of their own. */
    public Optional<String> field(String name) {
        List<String> values = all(name);
        if (values.size() > 1) {
            throw new AssertionError(name + " is there " + values.size() + " times: " + values);
        }
        return values.stream().findFirst();
    }

    public List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public InputStream stream() {
        return new ByteArrayInputStream(body);
    }

    @Override
    public String toString() {
        return statusLine + " " + fields + " "
                + (body.length > 2000 ? body.length + " octets" : new String(body, StandardCharsets.ISO_8859_1));
    }
}
