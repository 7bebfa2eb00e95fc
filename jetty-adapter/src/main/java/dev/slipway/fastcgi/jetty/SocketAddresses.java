// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Socket addresses from the text of CGI variables, never by asking a name service. */
final class SocketAddresses {
    /** What an address is when the web server did not tell it. */
    private static final String UNSPECIFIED = "0.0.0.0";

    private SocketAddresses() {}

    /**
     * The address; unresolved if the text is none.
     *
     * @param address an IPv4 or IPv6 address; null if it is not known
     * @param port 0 to 65535
     */
    static InetSocketAddress of(String address, int port) {
        String text = address == null ? UNSPECIFIED : address;
        try {
            if (text.indexOf(':') >= 0) {
                // With a colon it is an IPv6 literal or an exception, but never a name to look up.
                return new InetSocketAddress(InetAddress.getByName(text), port);
            }
            byte[] octets = ipv4(text);
            if (octets != null) {
                return new InetSocketAddress(InetAddress.getByAddress(octets), port);
            }
        } catch (UnknownHostException e) {
            // not an address: kept as the text it is
        }
        return InetSocketAddress.createUnresolved(text, port);
    }

    /** The four octets of a dotted address; null if it is none. */
    private static byte[] ipv4(String text) {
        byte[] octets = new byte[4];
        int count = 0;
        int value = -1;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '.';
            if (c >= '0' && c <= '9') {
                value = Math.max(value, 0) * 10 + c - '0';
                if (value > 255) {
                    return null;
                }
            } else if (c == '.' && value >= 0 && count < octets.length) {
                octets[count++] = (byte) value;
                value = -1;
            } else {
                return null;
            }
        }
        return count == octets.length ? octets : null;
    }
}
