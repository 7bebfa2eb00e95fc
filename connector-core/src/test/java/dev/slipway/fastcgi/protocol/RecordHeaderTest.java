// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.Hex;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The eight bytes of FastCGI 1.0, section 3.3. */
class RecordHeaderTest {
    @ParameterizedTest
    @CsvSource({
        "0101000100080000, 1,   1,     1,     8,   0",
        "0104123456780900, 1,   4, 4660, 22136,   9",
        "0105ffffffffff00, 1,   5, 65535, 65535, 255",
        "0109000000000000, 1,   9,     0,     0,   0",
        "ffff80008000ff00, 255, 255, 32768, 32768, 255",
    })
    void isTheSameBytesBothWays(String wire, int version, int typeCode, int id, int contentLength, int paddingLength) {
        var header = new RecordHeader(version, typeCode, id, contentLength, paddingLength);

        assertThat(RecordHeader.decode(Hex.buffer(wire))).isEqualTo(header);
        assertThat(Hex.of(encoded(header))).isEqualTo(wire);
    }

    @Test
    void ignoresTheReservedByteOfOthersAndZeroesItsOwn() {
        RecordHeader header = RecordHeader.decode(Hex.buffer("01050001000200" + "ab"));

        assertThat(header).isEqualTo(new RecordHeader(1, 5, 1, 2, 0));
        ByteBuffer dirty = Hex.buffer("ffffffffffffffff");
        header.encode(dirty);
        assertThat(Hex.of(dirty.flip())).isEqualTo("0105000100020000");
    }

    @Test
    void takesExactlyEightBytes() {
        ByteBuffer two = Hex.buffer("0101000100080000" + "0105000200000000");

        assertThat(RecordHeader.decode(two).requestId()).isEqualTo(1);
        assertThat(two.position()).isEqualTo(RecordHeader.LENGTH);
        assertThat(RecordHeader.decode(two).requestId()).isEqualTo(2);
        assertThat(two.hasRemaining()).isFalse();
    }

    @Test
    void ofOursHasVersionOneAndNoPadding() {
        assertThat(Hex.of(encoded(new RecordHeader(RecordType.STDOUT, 65535, 32768))))
                .isEqualTo("0106ffff80000000");
    }

    @Test
    void namesItsTypeOrSaysThatThereIsNone() {
        assertThat(new RecordHeader(1, 4, 1, 0, 0).type()).isEqualTo(RecordType.PARAMS);
        assertThat(new RecordHeader(1, 12, 1, 0, 0).type()).isEqualTo(RecordType.UNRECOGNIZED);
    }

    private static ByteBuffer encoded(RecordHeader header) {
        ByteBuffer buffer = ByteBuffer.allocate(RecordHeader.LENGTH);
        header.encode(buffer);
        return buffer.flip();
    }
}
