// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.it.client.Connection;
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
    private static final Pattern IDENTITY = Pattern.compile("@[0-9a-f]+");

    public static Echo of(Server server, Request request) throws IOException {
        try (Connection connection = Connection.open(server)) {
            Response response = connection.exchange(request);
            Map<String, String> fields = new TreeMap<>();
            if (response.status() == 200) {
                flatten(Scenarios.JSON.readTree(response.body()), fields);
                replace(fields, "remotePort", "" + connection.localPort(), "the client's");
                replace(fields, "localPort", "" + server.port(), "the server's");
                replace(fields, "serverPort", "" + server.port(), "the server's");
                fields.computeIfPresent(
                        "requestURL", (name, url) -> url.replace(":" + server.port() + "/", ":the server's/"));
            }
            return new Echo(response.status(), fields);
        }
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
