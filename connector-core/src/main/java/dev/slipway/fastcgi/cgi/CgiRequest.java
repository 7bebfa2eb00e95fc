// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import dev.slipway.fastcgi.request.Params;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
 * @param localPort the web server's port; 0 if unknown
 * @param contentLength bytes of the body; -1 if only the end of STDIN will tell
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
        long contentLength,
        List<HeaderField> fields) {

    /** How {@link #contentLength()} says that the length is not known. */
    public static final long UNKNOWN_LENGTH = -1;

    /** Servers that were reached over a Unix socket give this in the place of an address. */
    private static final String UNIX_PREFIX = "unix:";

    /**
     * The whole mapping.
     *
     * @param params all parameters of the request
     * @return the request
     * @throws BadRequestException if they do not make one
     */
    public static CgiRequest from(Params params) throws BadRequestException {
        CgiVariables variables = CgiVariables.of(params);
        HeaderFields headerFields = variables.headerFields();

        String method = variables.require(
                CgiVariables.REQUEST_METHOD,
                "the web server has to send the CGI variables (nginx: include fastcgi_params).");
        if (!isToken(method)) {
            throw new BadRequestException("REQUEST_METHOD is not a token (RFC 9110, section 9.1).");
        }
        String target = target(variables.require(
                CgiVariables.REQUEST_URI,
                "the web server has to send the target of the request as the client wrote it."));
        String protocol = variables.get(CgiVariables.SERVER_PROTOCOL);

        String https = variables.get(CgiVariables.HTTPS);
        boolean secure = "on".equalsIgnoreCase(https)
                || "1".equals(https)
                || "true".equalsIgnoreCase(https)
                || "https".equalsIgnoreCase(variables.get(CgiVariables.REQUEST_SCHEME));

        int serverPort = Authority.portNumber(variables.get(CgiVariables.SERVER_PORT));
        Authority authority = authority(variables, serverPort);

        String localAddr = address(variables.get(CgiVariables.SERVER_ADDR));
        String remoteAddr = address(variables.get(CgiVariables.REMOTE_ADDR));
        int remotePort = Authority.portNumber(variables.get(CgiVariables.REMOTE_PORT));

        long contentLength = contentLength(variables.get(CgiVariables.CONTENT_LENGTH));
        headerFields.addIfAbsent("Content-Type", variables.get(CgiVariables.CONTENT_TYPE));
        if (contentLength != UNKNOWN_LENGTH) {
            headerFields.addIfAbsent("Content-Length", Long.toString(contentLength));
        }
        headerFields.addIfAbsent("Authorization", variables.get(CgiVariables.REDIRECT_HTTP_AUTHORIZATION));

        return new CgiRequest(
                method,
                target,
                secure ? "https" : "http",
                authority.host(),
                authority.port(),
                protocol == null ? "HTTP/1.1" : protocol,
                remoteAddr,
                remotePort,
                localAddr,
                serverPort,
                contentLength,
                headerFields.toList());
    }

    /** The target in origin-form: Apache and H2O pass on the absolute-form as it came. */
    private static String target(String requestUri) throws BadRequestException {
        String target = utf8(requestUri);
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c == 0x7F) {
                throw new BadRequestException(
                        "REQUEST_URI has the character " + (int) c + " at position " + i + ", which must be encoded.");
            }
        }
        if (target.startsWith("/") || target.equals("*")) {
            return target;
        }
        int schemeEnd = target.indexOf("://");
        if (schemeEnd < 0 || !isScheme(target.substring(0, schemeEnd))) {
            throw new BadRequestException("REQUEST_URI \"" + target + "\" begins neither with / nor with a scheme.");
        }
        int end = schemeEnd + 3;
        while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
            end++;
        }
        String rest = target.substring(end);
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    /** RFC 3986, section 3.1; what has another character before {@code ://} has it in its path or query. */
    private static boolean isScheme(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
            boolean later = c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.';
            if (!letter && (i == 0 || !later)) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Octets that a client left unencoded are UTF-8 in practice; if not, each stays one character. */
    private static String utf8(String octets) {
        for (int i = 0; i < octets.length(); i++) {
            if (octets.charAt(i) >= 0x80) {
                try {
                    return StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)))
                            .toString();
                } catch (CharacterCodingException e) {
                    return octets;
                }
            }
        }
        return octets;
    }

    /** Host, or what the web server calls itself when an HTTP/1.0 client sent none. */
    private static Authority authority(CgiVariables variables, int serverPort) throws BadRequestException {
        String host = variables.headerFields().host();
        if (host != null) {
            return Authority.parse("Host", host);
        }
        String name = variables.get(CgiVariables.SERVER_NAME);
        if (name == null) {
            name = address(variables.get(CgiVariables.SERVER_ADDR));
        }
        if (name == null) {
            name = "localhost";
        } else if (name.indexOf(':') != name.lastIndexOf(':') && !name.startsWith("[")) {
            name = "[" + name + "]";
        }
        Authority server = Authority.parse(CgiVariables.SERVER_NAME, name);
        return server.port() == Authority.DEFAULT_PORT && serverPort > 0
                ? new Authority(server.host(), serverPort)
                : server;
    }

    private static String address(String value) {
        return value == null || value.startsWith(UNIX_PREFIX) ? null : value;
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

    private static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean alphanumeric = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
            if (!alphanumeric && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
