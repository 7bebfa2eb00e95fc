// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What each web server passes on of a client's request, and so what an application can see: the rules by which
 * {@link ClientRequestsTest} derives what it expects.
 */
enum FrontEnd {
    /** mod_proxy_fcgi. Authorization is hidden without CGIPassAuth. */
    APACHE(Names.WITH_HYPHENS, ", ", "unknown", "length", false, true, false),
    /** mod_fcgid, with FcgidPassHeader Authorization. */
    FCGID(Names.WITH_HYPHENS, ", ", "0", "length", true, true, false),
    NGINX(Names.WITH_HYPHENS, null, "unknown", "length", true, true, true),
    /** With Debian's fastcgi_params: HTTP_HOST is $host, which has no port. */
    NGINX_DEBIAN(Names.WITH_HYPHENS, null, "unknown", "length", true, true, true),
    /** With underscores_in_headers on. */
    NGINX_UNDERSCORES(Names.WITH_UNDERSCORES, null, "unknown", "length", true, true, true),
    LIGHTTPD(Names.ANY, ", ", "0", "length", true, true, true),
    /** With option forwardfor. A Basic user becomes REMOTE_USER, and Authorization is hidden. */
    HAPROXY(Names.WITH_HYPHENS, null, "0", "length", false, false, true),
    CADDY(Names.DOTS_KEPT, ", ", "0", "unknown", true, false, false),
    H2O(Names.DOTS_KEPT, null, "unknown", "length", true, true, true);

    /** Which names of fields get through, and with which characters. */
    private enum Names {
        WITH_HYPHENS,
        WITH_UNDERSCORES,
        DOTS_KEPT,
        ANY;

        /** The name, all in lower case, as an application sees it; null if it does not. */
        String seen(String name) {
            if (name.contains("_") && this == WITH_HYPHENS || name.contains(".") && this != DOTS_KEPT && this != ANY) {
                return null;
            }
            String hyphens = name.toLowerCase(Locale.ROOT).replace('_', '-');
            return this == ANY ? hyphens.replace('.', '-') : hyphens;
        }
    }

    /** Belong to the client's connection, are about framing, or an attack (Proxy). */
    private static final Set<String> NEVER = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "proxy",
            "te",
            "transfer-encoding",
            "upgrade");

    private final Names names;
    private final String joint;
    private final String lengthWithoutBody;
    private final String lengthOfChunked;
    private final boolean passesAuthorization;
    private final boolean tellsLocalAddr;
    private final boolean tellsLocalPort;

    /**
     * @param joint stands between values of fields of the same name; null if they stay apart
     * @param lengthOfChunked {@code length} if the server has counted the chunks, {@code unknown} if not
     */
    FrontEnd(
            Names names,
            String joint,
            String lengthWithoutBody,
            String lengthOfChunked,
            boolean passesAuthorization,
            boolean tellsLocalAddr,
            boolean tellsLocalPort) {
        this.names = names;
        this.joint = joint;
        this.lengthWithoutBody = lengthWithoutBody;
        this.lengthOfChunked = lengthOfChunked;
        this.passesAuthorization = passesAuthorization;
        this.tellsLocalAddr = tellsLocalAddr;
        this.tellsLocalPort = tellsLocalPort;
    }

    String localAddr() {
        return tellsLocalAddr ? "127.0.0.1" : null;
    }

    int localPort(int port) {
        return tellsLocalPort ? port : 0;
    }

    /** The Host field that the application sees; null if none. */
    String host(ClientRequest request, int port) {
        String target = request.target();
        String host = request.field("Host");
        if (target.startsWith("http://")) {
            host = target.substring("http://".length(), target.indexOf('/', "http://".length()));
        } else if (host == null && this == H2O) {
            host = "fcgi.test:" + port; // the name of its host block
        } else if (host == null && losesPort()) {
            host = "fcgi.test"; // its first server_name
        }
        if (host == null) {
            return null;
        }
        host = host.replace("{authority}", "localhost:" + port);
        return losesPort() && host.contains(":") ? host.substring(0, host.indexOf(':')) : host;
    }

    private boolean losesPort() {
        return this == NGINX_DEBIAN;
    }

    /** What the server calls itself to a client that sent no Host, with a port. */
    String ownAuthority(int port) {
        return switch (this) {
            case APACHE, FCGID -> "fcgi.test:80"; // ServerName, and the scheme's port
            case CADDY -> "localhost:80"; // neither a name nor an address
            default -> "127.0.0.1:" + port;
        };
    }

    String length(ClientRequest request) {
        if (request.isChunked()) {
            return lengthOfChunked.equals("length") ? "" + request.body().length() : lengthOfChunked;
        }
        return request.body() == null ? lengthWithoutBody : request.field("Content-Length");
    }

    /** Names in lower case and values of all fields but Host and Content-Length. */
    Map<String, List<String>> fields(ClientRequest request, int port) {
        Map<String, List<String>> asSent = new LinkedHashMap<>();
        for (HeaderField field : request.fields()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            boolean passed = !NEVER.contains(name)
                    && (passesAuthorization || !name.equals("authorization"))
                    && (this != LIGHTTPD || !field.value().isEmpty());
            if (passed) {
                asSent.computeIfAbsent(name, key -> new ArrayList<>()).add(field.value());
            }
        }
        Map<String, List<String>> seen = new LinkedHashMap<>();
        asSent.forEach((name, values) -> {
            String seenName = names.seen(name);
            if (seenName != null) {
                seen.computeIfAbsent(seenName, key -> new ArrayList<>()).addAll(joined(name, values));
            }
        });
        if (this == HAPROXY) {
            seen.computeIfAbsent("x-forwarded-for", key -> new ArrayList<>()).add("127.0.0.1");
        } else if (this == CADDY) {
            seen.put("x-forwarded-for", List.of("127.0.0.1"));
            seen.put("x-forwarded-proto", List.of("http"));
            String host = host(request, port);
            seen.put("x-forwarded-host", List.of(host == null ? "" : host));
            seen.put("user-agent", List.of(""));
        }
        return seen;
    }

    private List<String> joined(String name, List<String> values) {
        if (name.equals("cookie")) {
            return List.of(String.join(this == H2O ? ";" : "; ", values));
        }
        return joint == null ? values : List.of(String.join(joint, values));
    }
}
