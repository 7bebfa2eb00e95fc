// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedClientsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.7                  | 192.0.2.7
            192.0.2.7, 192.0.2.8       | 192.0.2.8
            10.0.0.0/8                 | 10.255.0.1
            10.0.0.0/9                 | 10.127.255.255
            192.0.2.7/32               | 192.0.2.7
            192.0.2.6/31               | 192.0.2.7
            0.0.0.0/0                  | 203.0.113.9
            192.0.2.7                  | ::ffff:192.0.2.7
            2001:db8::7                | 2001:db8:0::7
            2001:db8::/33              | 2001:db8:7fff::1
            ::/0                       | 2001:db8::1
            192.0.2.7,2001:db8::/32    | 2001:db8:1::1
            """)
    void itContains(String list, String address) throws UnknownHostException {
        assertThat(AllowedClients.parse(list).contains(InetAddress.getByName(address)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.7                  | 192.0.2.8
            10.0.0.0/8                 | 11.0.0.1
            10.0.0.0/9                 | 10.128.0.0
            192.0.2.6/31               | 192.0.2.8
            0.0.0.0/0                  | 2001:db8::1
            ::/0                       | 192.0.2.7
            2001:db8::7                | 2001:db8::17
            2001:db8::/33              | 2001:db8:8000::1
            """)
    void itDoesNotContain(String list, String address) throws UnknownHostException {
        assertThat(AllowedClients.parse(list).contains(InetAddress.getByName(address)))
                .isFalse();
    }

    @Test
    void loopbackIsThisMachineAlone() throws UnknownHostException {
        assertThat(AllowedClients.LOOPBACK)
                .hasToString("127.0.0.0/8,0:0:0:0:0:0:0:1/128")
                .satisfies(loopback -> assertThat(loopback.contains(InetAddress.getByName("127.9.9.9")))
                        .isTrue())
                .satisfies(loopback -> assertThat(loopback.contains(InetAddress.getByName("::1")))
                        .isTrue())
                .satisfies(loopback -> assertThat(loopback.contains(InetAddress.getByName("192.0.2.7")))
                        .isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "192.0.2", "192.0.2.256", "192.0.2.07", "192.0.2.7,", "*", "::g", "[::1]"})
    void otherTextIsNamedAndNotLookedUp(String list) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllowedClients.parse(list))
                .withMessageEndingWith(
                        "' is not an IP address; write addresses and ranges with commas between them, as in"
                                + " 192.0.2.7,10.0.0.0/8,2001:db8::/32");
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.0/33,32", "192.0.2.0/,32", "192.0.2.0/-1,32", "2001:db8::/129,128", "::/255.0.0.0,128"})
    void aPrefixLengthThatTheAddressCannotHaveIsNamed(String range, String most) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllowedClients.parse(range))
                .withMessageStartingWith("'" + range + "' has the prefix length '")
                .withMessageEndingWith(" is a number from 0 to " + most);
    }
}
