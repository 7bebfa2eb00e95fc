// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A page for people, in the application's own style; {@link #markup} is trusted, {@link #text} is escaped. */
final class HtmlPage {
    private final StringBuilder html = new StringBuilder();

    HtmlPage(HttpServletRequest request, String title) {
        String root = escape(request.getContextPath());
        html.append("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%2$s · Slipway sample</title>
                <link rel="icon" href="%1$s/static/logo.svg">
                <link rel="stylesheet" href="%1$s/static/style.css">
                </head>
                <body>
                <header>
                <a class="brand" href="%1$s/"><img src="%1$s/static/logo.svg" alt="" width="44" height="44">
                <span>Slipway <small>sample</small></span></a>
                </header>
                <main>
                <h1>%2$s</h1>
                """.formatted(root, escape(title)));
    }

    static boolean isWantedBy(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return accept != null && accept.contains("text/html");
    }

    HtmlPage markup(String markup) {
        html.append(markup);
        return this;
    }

    HtmlPage text(String text) {
        html.append(text == null ? "–" : escape(text));
        return this;
    }

    /** A row of a definition list; a value nobody told is shown as such. */
    HtmlPage row(String name, String value) {
        markup("<div><dt>").text(name).markup("</dt>");
        if (value == null || value.isEmpty()) {
            markup("<dd class=\"none\">–</dd></div>\n");
        } else {
            markup("<dd>").text(value).markup("</dd></div>\n");
        }
        return this;
    }

    void send(HttpServletResponse response) throws IOException {
        html.append("</main>\n</body>\n</html>\n");
        byte[] bytes = html.toString().getBytes(StandardCharsets.UTF_8);
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
