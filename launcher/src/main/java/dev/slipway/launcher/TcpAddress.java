// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A TCP address on this machine: {@code tcp:HOST:PORT}, an IPv6 host in brackets. */
record TcpAddress(String host, InetSocketAddress socketAddress) implements ListenAddress {
    static final String PREFIX = "tcp:";

    private static final Pattern FORM = Pattern.compile("tcp:(\\[[0-9A-Fa-f:.]+(?:%\\w+)?]|[^:\\[\\]]+):([0-9]{1,9})");
    private static final int MAX_PORT = 65535;

    static TcpAddress parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text
                    + "' is not an address; write tcp:HOST:PORT, as in tcp:127.0.0.1:9000 or tcp:[::1]:9000");
        }
        int port = Integer.parseInt(form.group(2));
        if (port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "port " + port + " in '" + text + "' is too large; ports end at " + MAX_PORT);
        }
        return new TcpAddress(form.group(1), new InetSocketAddress(loopback(text, form.group(1)), port));
    }

    private static InetAddress loopback(String text, String host) {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("host '" + host + "' in '" + text + "' is not known");
        }
        if (!address.isLoopbackAddress()) {
            throw new IllegalArgumentException("'" + text + "' can be reached from other machines, and whoever can"
                    + " connect can claim to be any user; listen on 127.0.0.1, on [::1] or on a Unix socket"
                    + " (unix:PATH)");
        }
        return address;
    }

    /** This address as people write it, with the port that was really taken. */
    String withPort(int port) {
        return PREFIX + host + ":" + port;
    }

    @Override
    public String toString() {
        return withPort(socketAddress.getPort());
    }
}
