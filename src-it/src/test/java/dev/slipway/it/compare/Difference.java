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
            "apache, lighttpd, nginx",
            "attributes.dev.slipway.fastcgi.params",
            Rule.ADDED,
            "the names of the parameters that the web server sent"),
    LOCAL_PORT(
            "apache",
            "localPort",
            Rule.ANOTHER,
            "SERVER_PORT is the port of the Host header or the scheme's own; httpd does not tell the one connected to"),
    TLS_SESSION_ID(
            "apache, jetty, nginx",
            "attributes.jakarta.servlet.request.ssl_session_id",
            Rule.ANOTHER,
            "every connection has its own, and with TLS 1.3 it means nothing"),
    TLS_NO_SESSION_ID(
            "lighttpd", "attributes.jakarta.servlet.request.ssl_session_id", Rule.MISSING, "lighttpd does not tell it"),
    TLS_INTERNALS(
            "apache, lighttpd, nginx",
            "attributes.org.eclipse.jetty.io.Endpoint.SslSessionData",
            Rule.INTERNAL,
            "an object of Jetty's own TLS, which is not in use"),
    TLS_CERTIFICATE(
            "apache, lighttpd, nginx",
            "attributes.org.eclipse.jetty.server.x509",
            Rule.MISSING,
            "the server's own certificate, as an object of Jetty's own TLS"),
    NO_HOST_NAME(
            "apache, nginx",
            "serverName",
            Rule.ANOTHER,
            "without a Host header it is the web server's own name, not the address connected to",
            EchoRequest.HTTP_1_0_WITHOUT_HOST),
    NO_HOST_PORT(
            "apache, nginx",
            "serverPort",
            Rule.ANOTHER,
            "without a Host header it is the port of the web server's own name or the scheme's",
            EchoRequest.HTTP_1_0_WITHOUT_HOST),
    NO_HOST_URL(
            "apache, nginx",
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
            Rule.MISSING,
            "nginx has no variable for the length of the cipher's key"),
    CONNECTION_HEADER(
            "apache, lighttpd, nginx",
            "headers.connection",
            Rule.MISSING,
            "belongs to the client's connection with the web server, which has acted on it",
            EchoRequest.CONNECTION_HEADERS,
            EchoRequest.CONNECTION_UPGRADE,
            EchoRequest.CONNECTION_CLOSE),
    KEEP_ALIVE_HEADER(
            "apache, lighttpd, nginx",
            "headers.keep-alive",
            Rule.MISSING,
            "belongs to the client's connection with the web server, which has acted on it",
            EchoRequest.CONNECTION_HEADERS),
    TE_HEADER(
            "apache, lighttpd, nginx",
            "headers.te",
            Rule.MISSING,
            "belongs to the client's connection with the web server",
            EchoRequest.CONNECTION_UPGRADE),
    UPGRADE_HEADER(
            "apache, lighttpd, nginx",
            "headers.upgrade",
            Rule.MISSING,
            "FastCGI cannot change to another protocol",
            EchoRequest.CONNECTION_UPGRADE),
    EXPECT_HEADER(
            "apache, lighttpd, nginx",
            "headers.expect",
            Rule.MISSING,
            "the web server has sent 100 Continue",
            EchoRequest.POST_EXPECTING_CONTINUE),
    TRANSFER_ENCODING_HEADER(
            "apache, lighttpd, nginx",
            "headers.transfer-encoding",
            Rule.MISSING,
            "the web server has put the chunks together"),
    CHUNKED_CONTENT_LENGTH_HEADER(
            "apache, lighttpd, nginx",
            "headers.content-length",
            Rule.ADDED,
            "a chunked body that is there as a whole when the web server begins to forward it gets a length"),
    CHUNKED_CONTENT_LENGTH(
            "apache, lighttpd, nginx",
            "contentLength",
            Rule.ANOTHER,
            "a chunked body that is there as a whole when the web server begins to forward it gets a length",
            EchoRequest.POST_CHUNKED,
            EchoRequest.POST_CHUNKED_SMALL,
            EchoRequest.POST_CHUNKED_EMPTY,
            EchoRequest.POST_FORM_CHUNKED),
    BODYLESS_CONTENT_LENGTH_HEADER(
            "lighttpd", "headers.content-length", Rule.ADDED, "a request without a body has a body of the length 0"),
    BODYLESS_CONTENT_LENGTH(
            "apache mod-fcgid, lighttpd",
            "contentLength",
            Rule.ANOTHER,
            "a request without a body has a body of the length 0"),
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
            "lighttpd",
            "headers.x_under",
            Rule.MISSING,
            "CGI variables do not tell X_Under from X-Under",
            EchoRequest.HEADER_WITH_UNDERSCORE),
    UNDERSCORE_IS_A_HYPHEN(
            "lighttpd",
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
            "apache, lighttpd",
            "headers.x-dup",
            Rule.JOINED,
            "lines of the same name are one CGI variable, their values joined by a comma",
            EchoRequest.HEADER_TWICE),
    COOKIE_TWICE(
            "apache, lighttpd, nginx",
            "headers.cookie",
            Rule.JOINED,
            "lines of the same name are one CGI variable; the cookies themselves are all there",
            EchoRequest.COOKIES_TWICE),
    HEADER_WITH_UNDERSCORE(
            "apache, nginx",
            "headers.x_under",
            Rule.MISSING,
            "it drops names with other than letters, digits and hyphens: X_Under and X-Under would be one CGI variable",
            EchoRequest.HEADER_WITH_UNDERSCORE),
    HEADER_WITH_DOT(
            "apache, nginx",
            "headers.x.dot",
            Rule.MISSING,
            "it drops names with other than letters, digits and hyphens",
            EchoRequest.HEADER_WITH_DOT),
    HEADER_PROXY(
            "apache, lighttpd, nginx",
            "headers.proxy",
            Rule.MISSING,
            "as HTTP_PROXY it would be taken for a setting of the process (the httpoxy attack)",
            EchoRequest.HEADER_PROXY);

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
                                    || reference.replace("\",\"", "; ").equals(site));
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
