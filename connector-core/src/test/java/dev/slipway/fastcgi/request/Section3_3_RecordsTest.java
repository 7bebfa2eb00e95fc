// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.Hex;
import dev.slipway.fastcgi.testkit.RecordTypes;
import dev.slipway.fastcgi.testkit.WireScript;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which records {@link RequestReader} takes for records, and which for the end of all trust. */
class Section3_3_RecordsTest {
    private static final WireScript RIGHT = WireScript.parse("GET_VALUES");
    private static final String ANSWERED = "0 REPLY GET_VALUES_RESULT";

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 127, 128, 255})
    void anotherVersionIsMalformed(int version) {
        assertThat(Transcript.of(new WireScript().raw(new byte[] {(byte) version})))
                .containsExactly("CLOSED MALFORMED record of version " + version + ", expected 1");
    }

    @ParameterizedTest
    @CsvSource({
        "GET / HTTP/1.1,  G",
        "POST /f HTTP/1.1, P",
        "PRI * HTTP/2.0,  P",
        "OPTIONS * HTTP/1.1, O",
        "A, A",
        "Z, Z",
    })
    void aPeerThatSpeaksHttpIsTold(String line, String first) {
        assertThat(Transcript.of(new WireScript().raw(line.getBytes(StandardCharsets.US_ASCII))))
                .containsExactly("CLOSED SPEAKS_HTTP begins with '" + first + "': this is HTTP, expected FastCGI");
    }

    @Test
    void aPeerThatSpeaksTlsIsTold() {
        assertThat(Transcript.of(new WireScript().raw(Hex.bytes("16030100f8010000f40303"))))
                .containsExactly("CLOSED SPEAKS_TLS begins with 0x16: this is TLS, expected FastCGI");
    }

    @ParameterizedTest
    @CsvSource({"47, 71", "16, 22"})
    void onlyAConnectionsFirstByteCanBeHttpOrTls(String hex, int version) {
        assertThat(Transcript.of(new WireScript().then(RIGHT).raw(Hex.bytes(hex))))
                .containsExactly(ANSWERED, "CLOSED MALFORMED record of version " + version + ", expected 1");
    }

    @ParameterizedTest
    @CsvSource({
        "1,  BEGIN_REQUEST,  0, 8", "1,  BEGIN_REQUEST,  7, 8",
        "1,  BEGIN_REQUEST,  9, 8", "1,  BEGIN_REQUEST,  65535, 8",
        "2,  ABORT_REQUEST,  1, 0", "2,  ABORT_REQUEST,  65535, 0",
        "3,  END_REQUEST,    0, 8", "3,  END_REQUEST,    9, 8",
    })
    void aFixedLengthThatIsNotKeptIsMalformed(int type, String name, int length, int expected) {
        String closed = "CLOSED MALFORMED " + name + " of " + length + " bytes, expected " + expected;
        for (int id : List.of(0, 1, 5)) {
            var script = WireScript.parse("BEGIN 1 RESPONDER").record(type, id, new byte[length]);
            assertThat(Transcript.of(script)).as("id %d", id).containsExactly(closed);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 9})
    void anUnknownTypeRecordOfAnotherLengthIsMalformed(int length) {
        assertThat(Transcript.of(new WireScript().record(RecordTypes.UNKNOWN_TYPE, 0, new byte[length])))
                .containsExactly("CLOSED MALFORMED UNKNOWN_TYPE of " + length + " bytes, expected 8");
    }

    @ParameterizedTest
    @CsvSource({
        "1, BEGIN_REQUEST, 8",
        "2, ABORT_REQUEST, 0",
        "4, PARAMS, 0",
        "5, STDIN, 3",
        "6, STDOUT, 1",
        "8, DATA, 1"
    })
    void anApplicationRecordWithIdZeroIsMalformed(int type, String name, int length) {
        assertThat(Transcript.of(new WireScript().record(type, 0, new byte[length])))
                .containsExactly("CLOSED MALFORMED " + name + " with request id 0");
    }

    @Test
    void aMistakeIsSeenInTheHeaderBeforeTheContentHasCome() {
        assertThat(Transcript.of(new WireScript().raw(Hex.bytes("0101000100070000"))))
                .containsExactly("CLOSED MALFORMED BEGIN_REQUEST of 7 bytes, expected 8");
    }

    @Test
    void theReservedByteOfAHeaderIsIgnored() {
        assertThat(Transcript.of(new WireScript().raw(Hex.bytes("01090000000000ff" + "0109000000000001"))))
                .containsExactly(ANSWERED, ANSWERED);
    }

    @Test
    void r17_paddingMayBeAnything() {
        assertThat(Transcript.of(new WireScript()
                        .raw(Hex.bytes("0109000000000800" + "0101000100080000"))
                        .then(RIGHT)))
                .containsExactly(ANSWERED, ANSWERED);
    }
}
