// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.Hex;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The content of BEGIN_REQUEST (FastCGI 1.0, section 5.1). */
class BeginRequestTest {
    @ParameterizedTest
    @CsvSource({
        "0001000000000000, 1,     false, RESPONDER",
        "0001010000000000, 1,     true,  RESPONDER",
        "0002000000000000, 2,     false, AUTHORIZER",
        "0003010000000000, 3,     true,  FILTER",
        "0000000000000000, 0,     false, UNRECOGNIZED",
        "0100010000000000, 256,   true,  UNRECOGNIZED",
        "ffff000000000000, 65535, false, UNRECOGNIZED",
    })
    void saysRoleAndFlags(String wire, int roleCode, boolean keepConnection, Role role) {
        BeginRequest begin = BeginRequest.decode(Hex.buffer(wire));

        assertThat(begin).isEqualTo(new BeginRequest(roleCode, keepConnection));
        assertThat(begin.role()).isEqualTo(role);
    }

    @Test
    void ignoresUnknownFlagsAndReservedBytes() {
        assertThat(BeginRequest.decode(Hex.buffer("0001fe" + "ffffffffff"))).isEqualTo(new BeginRequest(1, false));
        assertThat(BeginRequest.decode(Hex.buffer("0001ff" + "ffffffffff"))).isEqualTo(new BeginRequest(1, true));
    }

    @Test
    void takesExactlyEightBytes() {
        ByteBuffer more = Hex.buffer("0001000000000000" + "01");

        BeginRequest.decode(more);

        assertThat(more.position()).isEqualTo(8);
    }
}
