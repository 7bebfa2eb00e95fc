// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.compare;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an application may see otherwise behind a web server than with Jetty's HTTP connector: for these requests or all of
 * them, this field, in this way, for a reason. The table in docs/differences.md has the same rows; whatever else differs is
 * a bug.
 */
public enum Difference {
    CONTEXT_PATH_WITH_PARAMETERS(
            "apache",
            "status",
            Rule.ANOTHER,
            "to httpd, /app;a=1 is not /app: the request does not reach the application",
            EchoRequest.PATH_PARAMETERS_OF_THE_CONTEXT),
    PARAMETER_NAMES(
            "apache, caddy, h2o, haproxy, lighttpd, nginx",
            "attributes.dev.slipway.fastcgi.params",
            Rule.ADDED,
            "the names of the parameters that the web server sent"),
    LOCAL_PORT(
            "apache, caddy",
            "localPort",
            Rule.ANOTHER,
            "0: the web server does not tell the port connected to, and SERVER_PORT is the one that the client named"),
    TLS_SESSION_ID(
            "apache, haproxy, jetty, nginx",
            "attributes.jakarta.servlet.request.ssl_session_id",
            Rule.ANOTHER,
            "every connection has its own, and with TLS 1.3 it means nothing"),
    TLS_PROTOCOL(
            "apache, caddy, haproxy, lighttpd, nginx",
            "attributes.jakarta.servlet.request.secure_protocol",
            Rule.ADDED,
            "the version of TLS, of Servlet 6.1; Jetty's connector does not tell it"),
    TLS_PROTOCOL_OF_JAVAX(
            "apache, caddy, haproxy, lighttpd, nginx",
            "attributes.javax.servlet.request.secure_protocol",
            Rule.ADDED,
            "the same for javax.servlet applications"),
    TLS_PROTOCOL_OF_TOMCAT(
            "apache, caddy, haproxy, lighttpd, nginx",
            "attributes.org.apache.tomcat.util.net.secure_protocol_version",
            Rule.ADDED,
            "the same for applications that were served by Tomcat"),
    TLS_NO_SESSION_ID(
            "caddy, h2o, lighttpd",
            "attributes.jakarta.servlet.request.ssl_session_id",
            Rule.MISSING,
            "the web server does not tell it"),
    TLS_INTERNALS(
            "apache, caddy, h2o, haproxy, lighttpd, nginx",
            "attributes.org.eclipse.jetty.io.Endpoint.SslSessionData",
            Rule.INTERNAL,
            "an object of Jetty's own TLS, which is not in use"),
    TLS_CERTIFICATE(
            "apache, caddy, h2o, haproxy, lighttpd, nginx",
            "attributes.org.eclipse.jetty.server.x509",
            Rule.MISSING,
            "the server's own certificate, as an object of Jetty's own TLS"),
    NO_HOST_NAME(
            "apache, caddy, h2o, nginx",
            "serverName",
            Rule.ANOTHER,
            "without a Host header it is the web server's own name, not the address connected to",
            EchoRequest.HTTP_1_0_WITHOUT_HOST),
    NO_HOST_PORT(
            "apache, caddy, h2o, nginx",
            "serverPort",
            Rule.ANOTHER,
            "without a Host header it is the port of the web server's own name or the scheme's",
            EchoRequest.HTTP_1_0_WITHOUT_HOST),
    NO_HOST_URL(
            "apache, caddy, h2o, nginx",
            "requestURL",
            Rule.ANOTHER,
            "made of the name and the port",
            EchoRequest.HTTP_1_0_WITHOUT_HOST),
    NO_HOST_HEADER(
            "nginx",
            "headers.host",
            Rule.ADDED,
            "Debian's fastcgi_params has the server_name in its place",
            EchoRequest.HTTP_1_0_WITHOUT_HOST),
    TLS_KEY_SIZE(
            "nginx",
            "attributes.jakarta.servlet.request.key_size",
            Rule.ANOTHER,
            "nginx has no variable for the length of the cipher's key"),
    CONNECTION_HEADER(
            "apache, caddy, h2o, haproxy, lighttpd, nginx",
            "headers.connection",
            Rule.MISSING,
            "belongs to the client's connection with the web server, which has acted on it",
            EchoRequest.CONNECTION_HEADERS,
            EchoRequest.CONNECTION_UPGRADE,
            EchoRequest.CONNECTION_CLOSE),
    KEEP_ALIVE_HEADER(
            "apache, caddy, h2o, haproxy, lighttpd, nginx",
            "headers.keep-alive",
            Rule.MISSING,
            "belongs to the client's connection with the web server, which has acted on it",
            EchoRequest.CONNECTION_HEADERS),
    TE_HEADER(
            "apache, caddy, h2o, haproxy, lighttpd, nginx",
            "headers.te",
            Rule.MISSING,
            "belongs to the client's connection with the web server",
            EchoRequest.CONNECTION_UPGRADE),
    UPGRADE_HEADER(
            "apache, caddy, h2o, haproxy, lighttpd, nginx",
            "headers.upgrade",
            Rule.MISSING,
            "FastCGI cannot change to another protocol",
            EchoRequest.CONNECTION_UPGRADE),
    EXPECT_HEADER(
            "apache, caddy, h2o, haproxy, lighttpd, nginx",
            "headers.expect",
            Rule.MISSING,
            "the web server has sent 100 Continue",
            EchoRequest.POST_EXPECTING_CONTINUE),
    TRANSFER_ENCODING_HEADER(
            "apache, caddy, h2o, haproxy, lighttpd, nginx",
            "headers.transfer-encoding",
            Rule.MISSING,
            "the web server has put the chunks together"),
    CHUNKED_CONTENT_LENGTH_HEADER(
            "apache, h2o, haproxy, lighttpd, nginx",
            "headers.content-length",
            Rule.ADDED,
            "a chunked body that is there as a whole when the web server begins to forward it gets a length"),
    CHUNKED_CONTENT_LENGTH(
            "apache, h2o, haproxy, lighttpd, nginx",
            "contentLength",
            Rule.ANOTHER,
            "a chunked body that is there as a whole when the web server begins to forward it gets a length",
            EchoRequest.POST_CHUNKED,
            EchoRequest.POST_CHUNKED_SMALL,
            EchoRequest.POST_CHUNKED_EMPTY,
            EchoRequest.POST_FORM_CHUNKED),
    BODYLESS_CONTENT_LENGTH_HEADER(
            "caddy, haproxy, lighttpd",
            "headers.content-length",
            Rule.ADDED,
            "a request without a body has a body of the length 0"),
    BODYLESS_CONTENT_LENGTH(
            "apache mod-fcgid, caddy, haproxy, lighttpd",
            "contentLength",
            Rule.ANOTHER,
            "a request without a body has a body of the length 0"),
    METHOD_NOT_KNOWN(
            "lighttpd",
            "status",
            Rule.ANOTHER,
            "lighttpd answers 501 to a method that it does not know",
            EchoRequest.METHOD_UNKNOWN),
    HEADERS_TOO_LONG(
            "lighttpd",
            "status",
            Rule.ANOTHER,
            "lighttpd answers 431 to more than 8 KiB of header fields (server.max-request-field-size)",
            EchoRequest.HEADERS_OF_24_KB),
    HOST_IN_LOWER_CASE(
            "lighttpd",
            "headers.host",
            Rule.ANOTHER,
            "host names mean the same in any case",
            EchoRequest.HOST_UPPER_CASE),
    HOST_NAME_IN_LOWER_CASE(
            "lighttpd",
            "serverName",
            Rule.ANOTHER,
            "host names mean the same in any case",
            EchoRequest.HOST_UPPER_CASE),
    HOST_URL_IN_LOWER_CASE(
            "lighttpd",
            "requestURL",
            Rule.ANOTHER,
            "host names mean the same in any case",
            EchoRequest.HOST_UPPER_CASE),
    HEADER_WITHOUT_VALUE("lighttpd", "headers.x-empty", Rule.MISSING, "lighttpd drops them", EchoRequest.HEADER_EMPTY),
    UNDERSCORE_IS_LOST(
            "caddy, h2o, lighttpd",
            "headers.x_under",
            Rule.MISSING,
            "CGI variables do not tell X_Under from X-Under",
            EchoRequest.HEADER_WITH_UNDERSCORE),
    UNDERSCORE_IS_A_HYPHEN(
            "caddy, h2o, lighttpd",
            "headers.x-under",
            Rule.ADDED,
            "CGI variables do not tell X_Under from X-Under",
            EchoRequest.HEADER_WITH_UNDERSCORE),
    DOT_IS_LOST(
            "lighttpd",
            "headers.x.dot",
            Rule.MISSING,
            "CGI variables do not tell X.Dot from X-Dot",
            EchoRequest.HEADER_WITH_DOT),
    DOT_IS_A_HYPHEN(
            "lighttpd",
            "headers.x-dot",
            Rule.ADDED,
            "CGI variables do not tell X.Dot from X-Dot",
            EchoRequest.HEADER_WITH_DOT),
    HEADER_TWICE(
            "apache, caddy, lighttpd",
            "headers.x-dup",
            Rule.JOINED,
            "lines of the same name are one CGI variable, their values joined by a comma",
            EchoRequest.HEADER_TWICE),
    COOKIE_TWICE(
            "apache, caddy, h2o, haproxy, lighttpd, nginx",
            "headers.cookie",
            Rule.JOINED,
            "lines of the same name are one CGI variable; the cookies themselves are all there",
            EchoRequest.COOKIES_TWICE),
    HEADER_WITH_UNDERSCORE(
            "apache, haproxy, nginx",
            "headers.x_under",
            Rule.MISSING,
            "it drops names with other than letters, digits and hyphens: X_Under and X-Under would be one CGI variable",
            EchoRequest.HEADER_WITH_UNDERSCORE),
    HEADER_WITH_DOT(
            "apache, haproxy, nginx",
            "headers.x.dot",
            Rule.MISSING,
            "it drops names with other than letters, digits and hyphens",
            EchoRequest.HEADER_WITH_DOT),
    HEADER_PROXY(
            "apache, caddy, h2o, haproxy, lighttpd, nginx",
            "headers.proxy",
            Rule.MISSING,
            "as HTTP_PROXY it would be taken for a setting of the process (the httpoxy attack)",
            EchoRequest.HEADER_PROXY),
    LOCAL_ADDR("caddy", "localAddr", Rule.ANOTHER, "Caddy does not tell the address connected to"),
    TLS_OTHER_CIPHER(
            "caddy",
            "attributes.jakarta.servlet.request.cipher_suite",
            Rule.ANOTHER,
            "each server makes its own choice"),
    TLS_OTHER_KEY_SIZE("caddy", "attributes.jakarta.servlet.request.key_size", Rule.ANOTHER, "that of the cipher"),
    TLS_NO_CIPHER("h2o", "attributes.jakarta.servlet.request.cipher_suite", Rule.MISSING, "H2O does not tell it"),
    TLS_NO_KEY_SIZE("h2o", "attributes.jakarta.servlet.request.key_size", Rule.MISSING, "that of the cipher"),
    NO_HOST_HEADER_BUT_A_NAME(
            "h2o", "headers.host", Rule.ADDED, "H2O adds the name of its host", EchoRequest.HTTP_1_0_WITHOUT_HOST),
    CHUNKED_BODY_TOO_LARGE(
            "haproxy",
            "status",
            Rule.ANOTHER,
            "HAProxy answers 400 to a chunked body that does not fit into its buffer (tune.bufsize)",
            EchoRequest.POST_CHUNKED),
    USER_AGENT_HEADER("caddy", "headers.user-agent", Rule.ADDED, "empty when the client sent none"),
    X_FORWARDED_FOR("caddy", "headers.x-forwarded-for", Rule.ADDED, "Caddy adds it"),
    X_FORWARDED_PROTO("caddy", "headers.x-forwarded-proto", Rule.ADDED, "Caddy adds it"),
    X_FORWARDED_HOST("caddy", "headers.x-forwarded-host", Rule.ADDED, "Caddy adds it"),
    CLIENTS_X_FORWARDED_FOR(
            "caddy",
            "headers.x-forwarded-for",
            Rule.ANOTHER,
            "Caddy believes no client, and says what it sees itself",
            EchoRequest.HEADERS_OF_A_PROXY),
    CLIENTS_X_FORWARDED_PROTO(
            "caddy",
            "headers.x-forwarded-proto",
            Rule.ANOTHER,
            "Caddy believes no client, and says what it sees itself",
            EchoRequest.HEADERS_OF_A_PROXY);

    /** How the two may differ. */
    public enum Rule {
        ANOTHER("another value"),
        MISSING("not there"),
        ADDED("there, though the client did not send it"),
        INTERNAL("another object, or none"),
        JOINED("one value instead of several");

        private final String words;

        Rule(String words) {
            this.words = words;
        }

        /** @param reference JSON text, or null when there is no such field */
        boolean permits(String reference, String site) {
            return switch (this) {
                case ANOTHER -> reference != null && site != null;
                case INTERNAL -> true;
                case MISSING -> site == null;
                case ADDED -> reference == null;
                case JOINED ->
                    reference != null
                            && site != null
                            && (reference.replace("\",\"", ", ").equals(site)
                                    || reference.replace("\",\"", "; ").equals(site)
                                    || reference.replace("\",\"", ";").equals(site));
            };
        }
    }

    private final List<String> frontEnds;
    private final String field;
    private final Rule rule;
    private final String reason;
    private final Set<EchoRequest> requests;

    Difference(String frontEnds, String field, Rule rule, String reason, EchoRequest... requests) {
        this.frontEnds = List.of(frontEnds.split(", "));
        this.field = field;
        this.rule = rule;
        this.reason = reason;
        this.requests = Set.of(requests);
    }

    boolean permits(String frontEnd, EchoRequest request, String name, String reference, String site) {
        return (frontEnds.contains(frontEnd) || frontEnds.contains(frontEnd.split(" ")[0]))
                && (requests.isEmpty() || requests.contains(request))
                && name.equals(field)
                && rule.permits(reference, site);
    }

    /** This difference as a row of the documentation's table. */
    public String row() {
        String when = requests.isEmpty()
                ? "always"
                : requests.stream().map(Enum::name).sorted().collect(Collectors.joining(", "));
        return "| " + String.join(" | ", String.join(", ", frontEnds), "`" + field + "`", rule.words, when, reason)
                + " |";
    }
}
