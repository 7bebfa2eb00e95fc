// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.compare;

import dev.slipway.it.client.Response;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** An answer of an application without what is different each time: who asks, when, and random identifiers. */
public record SameAnswer(int status, List<String> fields, String body) {
    /** Those that an application sets; others belong to connections, or are the server's. */
    private static final List<String> COMPARED = List.of(
            "Content-Type",
            "Location",
            "Cache-Control",
            "Pragma",
            "Content-Disposition",
            "Content-Language",
            "ETag",
            "WWW-Authenticate",
            "Set-Cookie",
            "X-Frame-Options",
            "X-Content-Type-Options",
            "Content-Security-Policy",
            "Referrer-Policy");

    private record Varying(Pattern pattern, String name) {
        Varying(String regex, String name) {
            this(Pattern.compile(regex), name);
        }
    }

    private static final List<Varying> VARYING = List.of(
            new Varying("node0[0-9a-z]{20,}(?:\\.node0)?", "SESSION"),
            new Varying("[0-9.]+-[0-9]+-[0-9a-f]+-servlet", "AGENT"),
            new Varying("\"timestamp\":[0-9]+", "TIMESTAMP"),
            new Varying("[Aa]nna[0-9]", "NAME"),
            new Varying("name='[a-z]+' value='-?[0-9]+'", "TOKEN"),
            new Varying("@[0-9a-f]{5,8}\\b", "@HASH"),
            new Varying("[0-9]{1,4}-[A-Za-z0-9]{2,3}-[0-9]{2,4} [0-9]{2}:[0-9]{2}(?::[0-9]{2})?", "TIME"),
            new Varying("[A-Z][a-z]{2},? [0-9A-Za-z ]+ [0-9]{2}:[0-9]{2}:[0-9]{2} (?:[A-Z]+ )?[0-9]*", "TIME"),
            new Varying("[A-Z][a-z]{2}, [0-9]{2}/[A-Z][a-z]{2}/[0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2}", "TIME"),
            new Varying("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "UUID"));

    public static SameAnswer of(Response response) {
        List<String> fields = response.fields().stream()
                .filter(field -> COMPARED.stream().anyMatch(field.getKey()::equalsIgnoreCase))
                .map(field -> field.getKey().toLowerCase(Locale.ROOT) + ": " + without(field.getValue()))
                .sorted()
                .toList();
        return new SameAnswer(response.status(), fields, without(response.text()));
    }

    private static String without(String text) {
        String same = text;
        for (Varying varying : VARYING) {
            same = varying.pattern.matcher(same).replaceAll(varying.name);
        }
        return same;
    }
}
