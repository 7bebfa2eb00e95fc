// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import dev.slipway.fastcgi.request.Params;
import java.util.List;

/**
 * A request as HTTP knows it, from the variables of one FastCGI request.
 *
 * <p>What does not begin with {@code HTTP_} is the web server's word and is trusted as far as the socket is; the header
 * fields are the client's. Immutable, so safe for any thread.
 *
 * @param method as the client sent it
 * @param target in origin-form with its encoding intact, or {@code *} (RFC 9112, section 3.2)
 * @param scheme {@code http} or {@code https}: how the client reached the web server
 * @param host a name, an IPv4 address, or an IPv6 address in brackets
 * @param port 1 to 65535; -1 for the default of the scheme
 * @param protocol {@code HTTP/1.1} and the like: what the client spoke
 * @param remoteAddr the client's address; null if the web server did not say, or was reached over a Unix socket
 * @param remotePort the client's port; 0 if unknown
 * @param localAddr the web server's address; null if unknown
 * @param localPort the web server's port; 0 if unknown, as behind Apache httpd and Caddy, whose SERVER_PORT is the one
 *     that the client named
 * @param tls of the client's connection to the web server; null if that was not secure
 * @param remoteUser whom the web server says it is, each octet one character (ISO-8859-1); null if it named nobody. nginx
 *     and HAProxy pass on any name that a client claims
 * @param authType how the web server says that the user was authenticated; null if it did not say
 * @param applicationPath the path at which the web server has the application, empty for a whole site; null if it did not say,
 *     and only IIS does
 * @param contentLength bytes of the body; -1 if only the end of STDIN will tell
 * @param stdinStops whether the web server may leave STDIN without its end once the response has begun, as nginx does
 * @param fields the client's header fields and Content-Type and Content-Length, Host first
 */
public record CgiRequest(
        String method,
        String target,
        String scheme,
        String host,
        int port,
        String protocol,
        String remoteAddr,
        int remotePort,
        String localAddr,
        int localPort,
        TlsSession tls,
        String remoteUser,
        String authType,
        String applicationPath,
        long contentLength,
        boolean stdinStops,
        List<HeaderField> fields) {

    /** How {@link #contentLength()} says that the length is not known. */
    public static final long UNKNOWN_LENGTH = -1;

    /** Servers that were reached over a Unix socket give this in the place of an address. */
    private static final String UNIX_PREFIX = "unix:";

    /** What stands before the path of an application in IIS's metabase. */
    private static final String IIS_SITE = "/ROOT";

    /** How a SERVER_NAME begins that is a regular expression (nginx). */
    private static final String PATTERN_PREFIX = "~";

    /**
     * The mapping with the target that the client wrote.
     *
     * @param params all parameters of the request
     * @return the request
     * @throws BadRequestException if they do not make one
     */
    public static CgiRequest from(Params params) throws BadRequestException {
        return from(params, TargetSource.REQUEST_URI);
    }

    /**
     * The whole mapping.
     *
     * @param params all parameters of the request
     * @param targetSource which of them name what is asked for
     * @return the request
     * @throws BadRequestException if they do not make one
     */
    public static CgiRequest from(Params params, TargetSource targetSource) throws BadRequestException {
        CgiVariables variables = CgiVariables.of(params, targetSource);
        HeaderFields headerFields = variables.headerFields();

        String method = variables.require(
                CgiVariable.REQUEST_METHOD,
                "the web server has to send the CGI variables (nginx: include fastcgi_params).");
        if (!HeaderFields.isToken(method)) {
            throw new BadRequestException("REQUEST_METHOD is not a token (RFC 9110, section 9.1).");
        }
        RequestTarget target = RequestTarget.from(variables, targetSource);
        String protocol = variables.get(CgiVariable.SERVER_PROTOCOL);

        String https = variables.get(CgiVariable.HTTPS);
        boolean secure = "on".equalsIgnoreCase(https)
                || "1".equals(https)
                || "true".equalsIgnoreCase(https)
                || "https".equalsIgnoreCase(variables.get(CgiVariable.REQUEST_SCHEME));

        WebServer server = WebServer.named(variables.get(CgiVariable.SERVER_SOFTWARE));
        int serverPort = Authority.portNumber(variables.get(CgiVariable.SERVER_PORT));
        Authority authority = authority(target, variables, serverPort);

        String localAddr =
                address(variables.first(CgiVariable.SERVER_ADDR, CgiVariable.LOCAL_ADDR, CgiVariable.AJP_LOCAL_ADDR));
        String remoteAddr = address(variables.get(CgiVariable.REMOTE_ADDR));
        int remotePort = Authority.portNumber(variables.first(CgiVariable.REMOTE_PORT, CgiVariable.AJP_REMOTE_PORT));

        long contentLength = contentLength(variables.get(CgiVariable.CONTENT_LENGTH));
        headerFields.addIfAbsent(
                "Content-Type",
                server.contentType(variables.get(CgiVariable.CONTENT_TYPE), headerFields.hadContentType()));
        if (contentLength != UNKNOWN_LENGTH) {
            headerFields.addIfAbsent("Content-Length", Long.toString(contentLength));
        }
        headerFields.addIfAbsent("Authorization", variables.get(CgiVariable.REDIRECT_HTTP_AUTHORIZATION));

        return new CgiRequest(
                method,
                target.originForm(),
                secure ? "https" : "http",
                authority.host(),
                authority.port(),
                protocol == null ? "HTTP/1.1" : protocol,
                remoteAddr,
                remotePort,
                localAddr,
                server.localPort(serverPort),
                secure ? TlsSession.of(variables) : null,
                variables.get(CgiVariable.REMOTE_USER),
                variables.get(CgiVariable.AUTH_TYPE),
                applicationPath(variables.get(CgiVariable.APPL_MD_PATH)),
                contentLength,
                server.stopsStdin(),
                headerFields.toList());
    }

    /** What the client asked for: the target's own authority, then Host, then what the web server calls itself. */
    private static Authority authority(RequestTarget target, CgiVariables variables, int serverPort)
            throws BadRequestException {
        if (target.authority() != null) {
            Authority authority = Authority.parse(CgiVariable.REQUEST_URI.name(), target.authority());
            variables.headerFields().replaceHost(target.authority());
            return authority;
        }
        String host = variables.headerFields().host();
        if (host != null) {
            return Authority.parse("Host", host);
        }
        Authority server = serverAuthority(variables);
        return server.port() == Authority.DEFAULT_PORT && serverPort > 0
                ? new Authority(server.host(), serverPort)
                : server;
    }

    /** For an HTTP/1.0 client without Host. What the web server gives may be no host; that is no error of the client's. */
    private static Authority serverAuthority(CgiVariables variables) {
        String address = address(variables.get(CgiVariable.SERVER_ADDR));
        for (String name : new String[] {variables.get(CgiVariable.SERVER_NAME), address}) {
            if (name != null && !name.startsWith(PATTERN_PREFIX)) {
                boolean bareIpv6 = name.indexOf(':') != name.lastIndexOf(':') && !name.startsWith("[");
                try {
                    return Authority.parse(CgiVariable.SERVER_NAME.name(), bareIpv6 ? "[" + name + "]" : name);
                } catch (BadRequestException e) {
                    // the next one may be a name
                }
            }
        }
        return new Authority("localhost", Authority.DEFAULT_PORT);
    }

    private static String address(String value) {
        return value == null || value.startsWith(UNIX_PREFIX) ? null : value;
    }

    private static String applicationPath(String metabasePath) {
        int site = metabasePath == null ? -1 : metabasePath.indexOf(IIS_SITE);
        String path = site < 0 ? null : metabasePath.substring(site + IIS_SITE.length());
        return path == null || path.isEmpty() || path.startsWith("/") ? path : null;
    }

    /** Caddy says -1 for a chunked body; nginx says nothing. */
    private static long contentLength(String value) throws BadRequestException {
        if (value == null || value.equals("-1")) {
            return UNKNOWN_LENGTH;
        }
        boolean digits = value.length() <= 18;
        for (int i = 0; i < value.length() && digits; i++) {
            digits = value.charAt(i) >= '0' && value.charAt(i) <= '9';
        }
        if (!digits) {
            throw new BadRequestException("CONTENT_LENGTH \"" + value + "\" is not a number of bytes.");
        }
        return Long.parseLong(value);
    }
}
