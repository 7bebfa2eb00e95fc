// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.client;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** A client of one application, that keeps cookies. */
public final class Browser {
    private final Server server;
    private final Map<String, String> cookies = new TreeMap<>();

    public Browser(Server server) {
        this.server = server;
    }

    public Response exchange(Request request) throws IOException {
        StringBuilder sent = new StringBuilder();
        cookies.forEach((name, value) ->
                sent.append(sent.isEmpty() ? "" : "; ").append(name).append('=').append(value));
        Response response = Connection.exchange(server, sent.isEmpty() ? request : request.with("Cookie: " + sent));
        for (String cookie : response.all("Set-Cookie")) {
            String pair = cookie.split(";", 2)[0];
            cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return response;
    }
}
