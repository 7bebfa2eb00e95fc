// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The page for people: who serves it, what came out of band, and the way to the rest. */
@WebServlet("")
public final class WelcomeServlet extends SampleServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        RequestCards cards = new RequestCards(request);
        HtmlPage page = new HtmlPage(request, "It floats.");
        page.markup("<p class=\"lead\">This page was made by a servlet. Your request came over ");
        page.markup("<b>").text(request.getProtocol()).markup("</b>, ");
        page.markup(request.isSecure() ? "encrypted" : "not encrypted").markup(", from <b>");
        page.text(request.getRemoteAddr()).markup("</b>");
        if (cards.frontEnd() != null) {
            page.markup(" through <b>").text(cards.frontEnd()).markup("</b>");
        }
        page.markup(".</p>\n<div class=\"cards\">\n");
        cards.all().forEach(card -> card.addTo(page));
        page.markup("</div>\n");
        Endpoints.BY_PURPOSE.forEach((purpose, endpoints) -> {
            page.markup("<h2>").text(purpose).markup("</h2>\n<ul class=\"endpoints\">\n");
            endpoints.forEach(endpoint -> endpoint.addTo(page, request.getContextPath()));
            page.markup("</ul>\n");
        });
        page.send(response);
    }
}
