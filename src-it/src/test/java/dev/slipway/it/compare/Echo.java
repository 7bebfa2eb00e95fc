// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Curl;
import dev.slipway.it.client.Request;
import dev.slipway.it.client.Response;
import dev.slipway.it.client.Server;
import dev.slipway.it.scenario.Scenarios;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a servlet saw of a request, as name and JSON text, such as {@code headers.x-dup} and {@code ["1","2"]}. Names of
 * headers are in lower case, because case means nothing there; the client's own port and the port it connected to are
 * replaced by words, because they are of this connection only; so are the identities of objects.
 */
public record Echo(int status, Map<String, String> fields) {
    private static final String HTTP_1_1 = "\"HTTP/1.1\"";
    private static final String HTTP_2 = "\"HTTP/2.0\"";
    private static final Pattern IDENTITY = Pattern.compile("@[0-9a-f]+");

    public static Echo of(Server server, Request request) throws IOException {
        try (Connection connection = Connection.open(server)) {
            return of(server, connection.localPort(), connection.exchange(request));
        }
    }

    /** What a request over HTTP/2 becomes is told as if it had come over HTTP/1.1; that it was another is checked here. */
    public static Echo overHttp2(Curl curl, Request request) throws IOException {
        Curl.Exchange exchange = curl.exchange(request);
        Echo echo = of(curl.server(), exchange.localPort(), exchange.response());
        echo.fields.computeIfPresent(
                "protocol", (name, protocol) -> protocol.equals(HTTP_2) ? HTTP_1_1 : "not " + HTTP_2);
        return echo;
    }

    private static Echo of(Server server, int clientPort, Response response) throws IOException {
        Map<String, String> fields = new TreeMap<>();
        if (response.status() == 200) {
            flatten(Scenarios.JSON.readTree(response.body()), fields);
            replace(fields, "remotePort", "" + clientPort, "the client's");
            replace(fields, "localPort", "" + server.port(), "the server's");
            replace(fields, "serverPort", "" + server.port(), "the server's");
            fields.computeIfPresent(
                    "requestURL", (name, url) -> url.replace(":" + server.port() + "/", ":the server's/"));
        }
        return new Echo(response.status(), fields);
    }

    private static void replace(Map<String, String> fields, String name, String value, String words) {
        fields.computeIfPresent(name, (key, actual) -> actual.equals(value) ? words : actual);
    }

    private static void flatten(JsonNode echo, Map<String, String> fields) {
        echo.properties().forEach(entry -> {
            String name = entry.getKey();
            switch (name) {
                case "headers", "attributes", "body" ->
                    entry.getValue().properties().forEach(inner -> {
                        String innerName = inner.getKey();
                        fields.put(
                                name + "." + (name.equals("headers") ? innerName.toLowerCase(Locale.ROOT) : innerName),
                                IDENTITY.matcher(inner.getValue().toString()).replaceAll("@"));
                    });
                default -> fields.put(name, entry.getValue().toString());
            }
        });
    }
}
