// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import dev.slipway.fastcgi.jetty.FastCgiConnectionFactory;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;

/** Where web servers connect, as it stands on the command line. */
sealed interface ListenAddress permits TcpAddress, UnixAddress, InheritedAddress {
    /** What stands between two addresses in one setting. */
    String SEPARATOR = "[,\\s]\\s*(?=(?:tcp:|unix:|inherit\\b|/))";

    /** A path, or an IP address with a port, is understood without the word before it, as PHP-FPM writes it. */
    static ListenAddress parse(String text) {
        if (text.startsWith("/")) {
            return UnixAddress.parse(UnixAddress.PREFIX + text);
        }
        if (text.matches("([0-9.]+|\\[[0-9A-Fa-f:.]+]):[0-9]+(\\?.*)?")) {
            return TcpAddress.parse(TcpAddress.PREFIX + text);
        }
        if (text.startsWith(TcpAddress.PREFIX)) {
            return TcpAddress.parse(text);
        }
        if (text.startsWith(UnixAddress.PREFIX)) {
            return UnixAddress.parse(text);
        }
        if (text.equals(InheritedAddress.NAME) || text.startsWith(InheritedAddress.NAME + "?")) {
            return InheritedAddress.parse(text);
        }
        throw new IllegalArgumentException(
                "'" + text + "' is not an address; write tcp:HOST:PORT, unix:PATH or " + InheritedAddress.NAME);
    }

    /** Who may connect. */
    Access access();

    /** A connector that is not open yet. */
    NetworkConnector connector(Server server, FastCgiConnectionFactory factory);

    /** The address that such a connector listens on, as people write it. */
    String shown(NetworkConnector open);
}
