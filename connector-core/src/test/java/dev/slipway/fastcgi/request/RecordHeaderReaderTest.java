// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fastcgi.Hex;
import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.protocol.ConnectionException.Reason;
import dev.slipway.fastcgi.protocol.RecordHeader;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordHeaderReaderTest {
    private final RecordHeaderReader headers = new RecordHeaderReader();

    @Test
    void readsOneHeaderAndLeavesWhatFollows() throws ConnectionException {
        ByteBuffer input = Hex.buffer("0105" + "ff01" + "8002" + "00" + "00" + "aabb");

        assertThat(headers.read(input)).isEqualTo(new RecordHeader(1, 5, 0xFF01, 0x8002, 0));
        assertThat(Hex.of(input)).isEqualTo("aabb");
    }

    @Test
    void withoutInputThereIsNoHeader() throws ConnectionException {
        assertThat(headers.read(ByteBuffer.allocate(0))).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void aHeaderMayComeInTwoPieces(int cut) throws ConnectionException {
        byte[] bytes = Hex.bytes("0105" + "ff01" + "0000" + "00" + "00" + "0104" + "0002" + "8003" + "00" + "00");

        ByteBuffer first = ByteBuffer.wrap(bytes, 0, cut);
        assertThat(headers.read(first)).isNull();
        assertThat(first.hasRemaining()).isFalse();
        ByteBuffer rest = ByteBuffer.wrap(bytes, cut, bytes.length - cut);
        assertThat(headers.read(rest)).isEqualTo(new RecordHeader(1, 5, 0xFF01, 0, 0));
        assertThat(headers.read(rest)).as("the next one, whole").isEqualTo(new RecordHeader(1, 4, 2, 0x8003, 0));
        assertThat(rest.hasRemaining()).isFalse();
    }

    @Test
    void aHeaderMayComeByteByByteAndTheNextOneToo() throws ConnectionException {
        byte[] bytes =
                Hex.bytes("0105" + "0001" + "0000" + "02" + "00" + "0203" + "0104" + "0002" + "0000" + "00" + "00");

        assertThat(feedByteByByte(bytes, 0, 9)).as("within the padding").isNull();
        assertThat(feedByteByByte(bytes, 9, 10)).isEqualTo(new RecordHeader(1, 5, 1, 0, 2));
        assertThat(feedByteByByte(bytes, 10, 17)).as("behind the padding").isNull();
        assertThat(feedByteByByte(bytes, 17, 18)).isEqualTo(new RecordHeader(1, 4, 2, 0, 0));
    }

    private RecordHeader feedByteByByte(byte[] bytes, int begin, int end) throws ConnectionException {
        RecordHeader header = null;
        for (int i = begin; i < end; i++) {
            assertThat(header).isNull();
            header = headers.read(ByteBuffer.wrap(bytes, i, 1));
        }
        return header;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 254, 255})
    void paddingIsSkippedWhereverItIsCut(int cut) throws ConnectionException {
        assertThat(headers.read(Hex.buffer("0105" + "0001" + "0001" + "ff" + "00")))
                .isEqualTo(new RecordHeader(1, 5, 1, 1, 255));
        ByteBuffer padding = ByteBuffer.wrap(new byte[cut]);

        assertThat(headers.read(padding)).isNull();
        assertThat(padding.hasRemaining()).isFalse();
        ByteBuffer rest = Hex.buffer("00".repeat(255 - cut) + "0104" + "0002" + "0000" + "00" + "00");
        assertThat(headers.read(rest)).isEqualTo(new RecordHeader(1, 4, 2, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 254})
    void anEmptyRecordIsThereWhenItsPaddingIs(int cut) throws ConnectionException {
        assertThat(headers.read(Hex.buffer("0105" + "0001" + "0000" + "ff" + "00" + "00".repeat(cut))))
                .isNull();

        ByteBuffer rest = Hex.buffer("00".repeat(255 - cut) + "0104" + "0002" + "0000" + "00" + "00");
        assertThat(headers.read(rest)).isEqualTo(new RecordHeader(1, 5, 1, 0, 255));
        assertThat(headers.read(rest)).isEqualTo(new RecordHeader(1, 4, 2, 0, 0));
    }

    @Test
    void paddingEndsWithItsRecord() throws ConnectionException {
        headers.read(Hex.buffer("0105" + "0001" + "0001" + "01" + "00"));
        headers.read(Hex.buffer("00" + "0105" + "0001" + "0000" + "00" + "00"));

        assertThat(headers.read(Hex.buffer("0104" + "0002" + "0000" + "00" + "00")))
                .isEqualTo(new RecordHeader(1, 4, 2, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "00, MALFORMED,   'record of version 0, expected 1'",
        "02, MALFORMED,   'record of version 2, expected 1'",
        "40, MALFORMED,   'record of version 64, expected 1'",
        "41, SPEAKS_HTTP, 'begins with ''A'': this is HTTP, expected FastCGI'",
        "5a, SPEAKS_HTTP, 'begins with ''Z'': this is HTTP, expected FastCGI'",
        "5b, MALFORMED,   'record of version 91, expected 1'",
        "16, SPEAKS_TLS,  'begins with 0x16: this is TLS, expected FastCGI'",
        "ff, MALFORMED,   'record of version 255, expected 1'",
    })
    void theFirstByteAloneTellsThatItIsNotFastCgi(String hex, Reason reason, String message) {
        assertThatThrownBy(() -> headers.read(Hex.buffer(hex)))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"47, 71", "16, 22"})
    void behindARecordItCanOnlyBeAMistake(String hex, int version) throws ConnectionException {
        headers.read(Hex.buffer("0105" + "0001" + "0000" + "00" + "00"));

        assertThatThrownBy(() -> headers.read(Hex.buffer(hex)))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED))
                .hasMessage("record of version " + version + ", expected 1");
    }

    @Test
    void onlyTheFirstByteOfAHeaderIsItsVersion() throws ConnectionException {
        assertThat(headers.read(Hex.buffer("01"))).isNull();
        assertThat(headers.read(Hex.buffer("47" + "4747" + "0000" + "00" + "00")))
                .isEqualTo(new RecordHeader(1, 0x47, 0x4747, 0, 0));
    }
}
