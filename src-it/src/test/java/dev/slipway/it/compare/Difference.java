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
            "apache",
            "attributes.dev.slipway.fastcgi.params",
            Rule.ADDED,
            "the names of the parameters that the web server sent"),
    LOCAL_PORT(
            "apache",
            "localPort",
            Rule.ANOTHER,
            "0: httpd does not tell the port connected to, and SERVER_PORT is the one that the client named"),
    TLS_SESSION_ID(
            "apache, jetty",
            "attributes.jakarta.servlet.request.ssl_session_id",
            Rule.ANOTHER,
            "every connection has its own, and with TLS 1.3 it means nothing"),
    TLS_PROTOCOL(
            "apache",
            "attributes.jakarta.servlet.request.secure_protocol",
            Rule.ADDED,
            "the version of TLS, of Servlet 6.1; Jetty's connector does not tell it"),
    TLS_PROTOCOL_OF_JAVAX(
            "apache",
            "attributes.javax.servlet.request.secure_protocol",
            Rule.ADDED,
            "the same for javax.servlet applications"),
    TLS_PROTOCOL_OF_TOMCAT(
            "apache",
            "attributes.org.apache.tomcat.util.net.secure_protocol_version",
            Rule.ADDED,
            "the same for applications that were served by Tomcat"),
    TLS_INTERNALS(
            "apache",
            "attributes.org.eclipse.jetty.io.Endpoint.SslSessionData",
            Rule.INTERNAL,
            "an object of Jetty's own TLS, which is not in use"),
    TLS_CERTIFICATE(
            "apache",
            "attributes.org.eclipse.jetty.server.x509",
            Rule.MISSING,
            "the server's own certificate, as an object of Jetty's own TLS"),
    NO_HOST_NAME(
            "apache",
            "serverName",
            Rule.ANOTHER,
            "without a Host header it is httpd's ServerName, not the address connected to",
            EchoRequest.HTTP_1_0_WITHOUT_HOST),
    NO_HOST_PORT(
            "apache",
            "serverPort",
            Rule.ANOTHER,
            "without a Host header it is the port of httpd's ServerName or the scheme's own",
            EchoRequest.HTTP_1_0_WITHOUT_HOST),
    NO_HOST_URL(
            "apache", "requestURL", Rule.ANOTHER, "made of the name and the port", EchoRequest.HTTP_1_0_WITHOUT_HOST),
    CONNECTION_HEADER(
            "apache",
            "headers.connection",
            Rule.MISSING,
            "belongs to the client's connection with the web server, which has acted on it",
            EchoRequest.CONNECTION_HEADERS,
            EchoRequest.CONNECTION_UPGRADE,
            EchoRequest.CONNECTION_CLOSE),
    KEEP_ALIVE_HEADER(
            "apache",
            "headers.keep-alive",
            Rule.MISSING,
            "belongs to the client's connection with the web server, which has acted on it",
            EchoRequest.CONNECTION_HEADERS),
    TE_HEADER(
            "apache",
            "headers.te",
            Rule.MISSING,
            "belongs to the client's connection with the web server",
            EchoRequest.CONNECTION_UPGRADE),
    UPGRADE_HEADER(
            "apache",
            "headers.upgrade",
            Rule.MISSING,
            "FastCGI cannot change to another protocol",
            EchoRequest.CONNECTION_UPGRADE),
    EXPECT_HEADER(
            "apache",
            "headers.expect",
            Rule.MISSING,
            "the web server has sent 100 Continue",
            EchoRequest.POST_EXPECTING_CONTINUE),
    TRANSFER_ENCODING_HEADER(
            "apache", "headers.transfer-encoding", Rule.MISSING, "the web server has put the chunks together"),
    CHUNKED_CONTENT_LENGTH_HEADER(
            "apache",
            "headers.content-length",
            Rule.ADDED,
            "a chunked body that is there as a whole when httpd begins to forward it gets a length"),
    CHUNKED_CONTENT_LENGTH(
            "apache",
            "contentLength",
            Rule.ANOTHER,
            "a chunked body that is there as a whole when httpd begins to forward it gets a length",
            EchoRequest.POST_CHUNKED,
            EchoRequest.POST_CHUNKED_SMALL,
            EchoRequest.POST_CHUNKED_EMPTY,
            EchoRequest.POST_FORM_CHUNKED),
    HEADER_TWICE(
            "apache",
            "headers.x-dup",
            Rule.JOINED,
            "lines of the same name are one CGI variable, their values joined by a comma",
            EchoRequest.HEADER_TWICE),
    COOKIE_TWICE(
            "apache",
            "headers.cookie",
            Rule.JOINED,
            "lines of the same name are one CGI variable; the cookies themselves are all there",
            EchoRequest.COOKIES_TWICE),
    HEADER_WITH_UNDERSCORE(
            "apache",
            "headers.x_under",
            Rule.MISSING,
            "httpd drops names with other than letters, digits and hyphens: X_Under and X-Under would be one CGI variable",
            EchoRequest.HEADER_WITH_UNDERSCORE),
    HEADER_WITH_DOT(
            "apache",
            "headers.x.dot",
            Rule.MISSING,
            "httpd drops names with other than letters, digits and hyphens",
            EchoRequest.HEADER_WITH_DOT),
    HEADER_PROXY(
            "apache",
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
        return frontEnds.contains(frontEnd)
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
