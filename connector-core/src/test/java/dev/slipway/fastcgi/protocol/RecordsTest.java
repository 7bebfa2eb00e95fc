// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.Hex;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordsTest {
    @ParameterizedTest
    @CsvSource({
        "1,     REQUEST_COMPLETE, 0103000100080000" + "00000000" + "00000000",
        "4660,  CANT_MPX_CONN,    0103123400080000" + "00000000" + "01000000",
        "32768, OVERLOADED,       0103800000080000" + "00000000" + "02000000",
        "65535, UNKNOWN_ROLE,     0103ffff00080000" + "00000000" + "03000000",
    })
    void endRequestHasTheStatusAndZeroes(int requestId, ProtocolStatus status, String wire) {
        ByteBuffer dirty = Hex.buffer("ff".repeat(Records.FIXED_RECORD_LENGTH));

        Records.endRequest(requestId, status, dirty);

        assertThat(dirty.hasRemaining()).isFalse();
        assertThat(Hex.of(dirty.flip())).isEqualTo(wire);
    }

    @ParameterizedTest
    @CsvSource({
        "0,   010b000000080000" + "0000000000000000",
        "12,  010b000000080000" + "0c00000000000000",
        "127, 010b000000080000" + "7f00000000000000",
        "128, 010b000000080000" + "8000000000000000",
        "255, 010b000000080000" + "ff00000000000000",
    })
    void unknownTypeHasTheTypeAndZeroes(int typeCode, String wire) {
        ByteBuffer dirty = Hex.buffer("ff".repeat(Records.FIXED_RECORD_LENGTH));

        Records.unknownType(typeCode, dirty);

        assertThat(dirty.hasRemaining()).isFalse();
        assertThat(Hex.of(dirty.flip())).isEqualTo(wire);
    }

    @Test
    void getValuesResultHasThePairsInOrder() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("FCGI_MAX_REQS", "50");
        values.put("FCGI_MPXS_CONNS", "1");

        assertThat(Hex.of(Records.getValuesResult(values)))
                .isEqualTo("010a000000230000"
                        + "0d02" + "464347495f4d41585f52455153" + "3530"
                        + "0f01" + "464347495f4d5058535f434f4e4e53" + "31");
    }

    @Test
    void getValuesResultMayBeEmpty() {
        assertThat(Hex.of(Records.getValuesResult(Map.of()))).isEqualTo("010a000000000000");
    }

    @Test
    void r06_aConnectionExceptionHasAReasonAndNoStackTrace() {
        ConnectionException e = ConnectionException.malformed("record of version 2, expected 1");

        assertThat(e.reason()).isEqualTo(ConnectionException.Reason.MALFORMED);
        assertThat(e).hasMessage("record of version 2, expected 1");
        assertThat(e.getStackTrace()).isEmpty();
    }
}
