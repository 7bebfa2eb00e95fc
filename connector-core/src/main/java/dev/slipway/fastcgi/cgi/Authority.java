// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

/**
 * Host and port of a URI.
 *
 * @param host a name, an IPv4 address, or an IPv6 address in brackets; never empty
 * @param port 1 to 65535; -1 for the default of the scheme
 */
record Authority(String host, int port) {
    static final int DEFAULT_PORT = -1;

    /** Decodes {@code host}, {@code host:port} or {@code [address]:port}. */
    static Authority parse(String variable, String text) throws BadRequestException {
        int hostEnd = text.startsWith("[") ? text.indexOf(']') + 1 : text.lastIndexOf(':');
        if (hostEnd <= 0) {
            hostEnd = text.startsWith("[") || text.startsWith(":") ? 0 : text.length();
        }
        String host = text.substring(0, hostEnd);
        if (!isHost(host)) {
            throw bad(variable, text);
        }
        if (hostEnd == text.length()) {
            return new Authority(host, DEFAULT_PORT);
        }
        if (text.charAt(hostEnd) != ':') {
            throw bad(variable, text);
        }
        String port = text.substring(hostEnd + 1);
        if (port.isEmpty()) {
            return new Authority(host, DEFAULT_PORT); // RFC 3986, section 3.2.3
        }
        int number = portNumber(port);
        if (number < 1) {
            throw bad(variable, text);
        }
        return new Authority(host, number);
    }

    private static boolean isHost(String host) {
        boolean inBrackets = host.startsWith("[");
        String name = inBrackets ? host.substring(1, host.length() - 1) : host;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (isUsual(c)) {
                continue;
            }
            boolean colonOutsideBrackets = c == ':' && !inBrackets;
            if (c <= ' ' || c == 0x7F || colonOutsideBrackets || "/?#@\\\"<>[]^`{|}".indexOf(c) >= 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isUsual(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-';
    }

    private static BadRequestException bad(String variable, String text) {
        return new BadRequestException(variable + " \"" + text + "\" is not a host with an optional port.");
    }

    /** The number; 0 if the text is not a port number. */
    static int portNumber(String text) {
        if (text == null || text.isEmpty() || text.length() > 5) {
            return 0;
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return 0;
            }
            number = 10 * number + c - '0';
        }
        return number <= 0xFFFF ? number : 0;
    }
}
