// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

/** An address to listen on, as {@code --listen} gives it. */
sealed interface ListenAddress permits TcpAddress, UnixAddress {
    static ListenAddress parse(String text) {
        if (text.startsWith(TcpAddress.PREFIX)) {
            return TcpAddress.parse(text);
        }
        if (text.startsWith(UnixAddress.PREFIX)) {
            return UnixAddress.parse(text);
        }
        throw new IllegalArgumentException("'" + text + "' is not an address; write tcp:HOST:PORT or unix:PATH");
    }
}
