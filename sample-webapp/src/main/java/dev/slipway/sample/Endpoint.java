// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import java.util.List;

/** One line of the welcome page's list: a path, what it does, and what a person may fill in. */
record Endpoint(String path, Form form, String description, List<Field> fields) {
    enum Form {
        LINK,
        GET,
        POST_BODY
    }

    record Field(String name, String value) {}

    static Endpoint link(String path, String description) {
        return new Endpoint(path, Form.LINK, description, List.of());
    }

    static Endpoint body(String path, String description) {
        return new Endpoint(path, Form.POST_BODY, description, List.of());
    }

    /** The options are names and their defaults, alternating. */
    static Endpoint options(String path, String description, String... options) {
        Field[] fields = new Field[options.length / 2];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = new Field(options[2 * i], options[2 * i + 1]);
        }
        return new Endpoint(path, Form.GET, description, List.of(fields));
    }

    void addTo(HtmlPage page, String contextPath) {
        page.markup("<li><form action=\"").text(contextPath + path).markup("\"");
        page.markup(form == Form.POST_BODY ? " method=\"post\" enctype=\"text/plain\">" : ">");
        page.markup("<a class=\"path\" href=\"").text(contextPath + path).text(exampleQuery());
        page.markup("\">").text(path).markup("</a><p>").text(description).markup("</p>");
        if (form != Form.LINK) {
            page.markup("<div class=\"fields\">");
            fields.forEach(field -> addInput(page, field));
            if (form == Form.POST_BODY) {
                addInput(page, new Field("body", "Ahoy!"));
            }
            page.markup("<button>").text(form == Form.POST_BODY ? "Send" : "Go").markup("</button></div>");
        }
        page.markup("</form></li>\n");
    }

    private String exampleQuery() {
        StringBuilder query = new StringBuilder();
        for (Field field : fields) {
            query.append(query.isEmpty() ? '?' : '&')
                    .append(field.name())
                    .append('=')
                    .append(field.value());
        }
        return query.toString();
    }

    private static void addInput(HtmlPage page, Field field) {
        page.markup("<label>").text(field.name()).markup(" <input name=\"").text(field.name());
        page.markup("\" value=\"").text(field.value()).markup("\"></label>");
    }
}
