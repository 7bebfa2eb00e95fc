// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A titled list of names and values on the welcome page; a value that nobody told is null. */
record Card(String title, Width width, Map<String, String> rows) {
    enum Width {
        NORMAL,
        WIDE,
        FULL
    }

    Card(String title, Width width) {
        this(title, width, new LinkedHashMap<>());
    }

    Card with(String name, Object value) {
        rows.put(name, value == null ? null : value.toString());
        return this;
    }

    void addTo(HtmlPage page) {
        page.markup("<section class=\"card ")
                .text(width.name().toLowerCase(Locale.ROOT))
                .markup("\"><h2>")
                .text(title)
                .markup("</h2>\n<dl>\n");
        rows.forEach(page::row);
        page.markup("</dl></section>\n");
    }
}
