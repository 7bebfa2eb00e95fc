// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.client;

import javax.net.ssl.SSLContext;

/** Where a client connects, and what it trusts when it speaks https; {@code tls} is null when it does not. */
public record Server(String host, int port, SSLContext tls) {
    public static Server http(int port) {
        return new Server("127.0.0.1", port, null);
    }

    public static Server https(int port, SSLContext trusting) {
        return new Server("127.0.0.1", port, trusting);
    }

    public String scheme() {
        return tls == null ? "http" : "https";
    }
}
