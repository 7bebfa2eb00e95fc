// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.load;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/**
 * Where a server listens, and what it speaks there.
 *
 * @param protocol the protocol
 * @param address of TCP or of a Unix socket
 */
public record Target(WireProtocol protocol, SocketAddress address) {
    /**
     * Reads {@code HOST:PORT} or {@code unix:PATH}.
     *
     * @param protocol the protocol
     * @param address the address
     * @return the target
     * @throws IllegalArgumentException if it is neither
     */
    public static Target of(WireProtocol protocol, String address) {
        if (address.startsWith("unix:")) {
            return new Target(protocol, UnixDomainSocketAddress.of(address.substring("unix:".length())));
        }
        int colon = address.lastIndexOf(':');
        if (colon < 1 || !address.substring(colon + 1).matches("\\d{1,5}")) {
            throw new IllegalArgumentException("address " + address + "; expected HOST:PORT or unix:PATH");
        }
        return new Target(
                protocol,
                new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))));
    }
}
