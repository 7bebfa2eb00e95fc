// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Who serves a request and what came with it out of band, sorted into cards. */
final class RequestCards {
    private static final String ATTRIBUTE_PREFIX = "jakarta.servlet.request.";
    /** What Slipway calls the map of all that the front end told. */
    private static final String PARAMS = "dev.slipway.fastcgi.params";

    private final HttpServletRequest request;
    private final Map<String, String> attributes;
    private final Map<String, String> params;

    RequestCards(HttpServletRequest request) {
        this.request = request;
        this.attributes = RequestAttributes.texts(request);
        this.params = params(request);
    }

    private static Map<String, String> params(HttpServletRequest request) {
        Map<String, String> params = new TreeMap<>();
        if (request.getAttribute(PARAMS) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> params.put(String.valueOf(name), String.valueOf(value)));
        }
        return params;
    }

    List<Card> all() {
        return Stream.of(servedBy(), client(), tls(), user(), requestLine(), passedOn())
                .filter(card -> !card.rows().isEmpty())
                .toList();
    }

    /** The front end's name for itself, or null. */
    String frontEnd() {
        return params.get("SERVER_SOFTWARE");
    }

    private Card servedBy() {
        ServletContext context = request.getServletContext();
        return new Card("Served by", Card.Width.NORMAL)
                .with("Front end", frontEnd() == null ? "did not tell" : frontEnd())
                .with("Container", context.getServerInfo())
                .with("Servlet API", context.getMajorVersion() + "." + context.getMinorVersion())
                .with("Java", System.getProperty("java.vm.name") + " " + Runtime.version())
                .with("Local address", address(request.getLocalAddr(), request.getLocalPort()));
    }

    private Card client() {
        return new Card("The client", Card.Width.NORMAL)
                .with("Address", address(request.getRemoteAddr(), request.getRemotePort()))
                .with("Host", request.getRemoteHost())
                .with("Protocol", request.getProtocol())
                .with("Language", request.getLocale().toLanguageTag())
                .with("User agent", request.getHeader("User-Agent"));
    }

    private Card tls() {
        return new Card("TLS", Card.Width.NORMAL)
                .with("Secure", request.isSecure() ? "yes" : "no")
                .with("Protocol", attribute("secure_protocol"))
                .with("Cipher suite", attribute("cipher_suite"))
                .with("Key size", attribute("key_size"))
                .with("Session id", attribute("ssl_session_id"))
                .with("Certificate", attribute("X509Certificate"));
    }

    private Card user() {
        return new Card("User", Card.Width.NORMAL)
                .with("Remote user", request.getRemoteUser())
                .with("Authentication", request.getAuthType())
                .with("Principal", request.getUserPrincipal());
    }

    private Card requestLine() {
        return new Card("The request", Card.Width.WIDE)
                .with("Method", request.getMethod())
                .with("Request URL", request.getRequestURL())
                .with("Context path", request.getContextPath())
                .with("Servlet path", request.getServletPath())
                .with("Path info", request.getPathInfo())
                .with("Query string", request.getQueryString());
    }

    private Card passedOn() {
        Card card = new Card("Passed on by the front end", Card.Width.FULL);
        params.forEach((name, value) -> {
            if (!name.startsWith("HTTP_")) {
                card.with(name, value);
            }
        });
        return card;
    }

    private String attribute(String name) {
        return attributes.get(ATTRIBUTE_PREFIX + name);
    }

    private static String address(String host, int port) {
        if (host == null) {
            return null;
        }
        return (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ", port " + port;
    }
}
