// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketAddressesTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::1, 0:0:0:0:0:0:0:1",
        "2001:DB8::1, 2001:db8:0:0:0:0:0:1",
        "::ffff:192.0.2.1, 192.0.2.1",
        "[::1], 0:0:0:0:0:0:0:1",
    })
    void addressesAreResolved(String text, String address) {
        InetSocketAddress socketAddress = SocketAddresses.of(text, 80);
        assertThat(socketAddress.isUnresolved()).isFalse();
        assertThat(socketAddress.getAddress().getHostAddress()).isEqualTo(address);
        assertThat(socketAddress.getPort()).isEqualTo(80);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "a.example",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "1.2.3.",
                ".1.2.3",
                "1..2.3",
                "0x7f.1",
                "",
                "::g",
                "1:2",
                "fe80::1%nowhere",
                "99999999999.1.1.1",
                "\u0661.1.1.1"
            })
    void whatIsNoAddressIsKeptAsItIs(String text) {
        InetSocketAddress socketAddress = SocketAddresses.of(text, 0);
        assertThat(socketAddress.isUnresolved()).isTrue();
        assertThat(socketAddress.getHostString()).isEqualTo(text);
    }

    @Test
    void anUnknownAddressIsTheUnspecifiedOne() {
        assertThat(SocketAddresses.of(null, 0).getAddress().isAnyLocalAddress()).isTrue();
    }
}
