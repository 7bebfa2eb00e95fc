// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerReaderTest {
    private static final String STDOUT_END = "0106000100000000";
    private static final String END = "0103000100080000" + "0000000000000000";
    private static final String HELLO = "Content-Type: text/plain\r\nStatus: 404 Not Here\r\n\r\nhello";

    @Test
    void assemblesAnAnswer() {
        Answer answer = AnswerReader.readOne(bytes(stdout(HELLO) + STDOUT_END + END), 1);
        assertThat(answer.id()).isEqualTo(1);
        assertThat(answer.isComplete()).isTrue();
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.reason()).isEqualTo("Not Here");
        assertThat(answer.fields())
                .extracting(AnswerHead.Field::toString)
                .containsExactly("Content-Type: text/plain", "Status: 404 Not Here");
        assertThat(answer.value("content-type")).contains("text/plain");
        assertThat(answer.bodyText()).isEqualTo("hello");
        assertThat(answer.bodyLength()).isEqualTo(5);
        assertThat(answer.headInOneRecord()).isTrue();
        assertThat(answer.statusIsLastField()).isTrue();
        assertThat(answer.appStatus()).hasValue(0);
        assertThat(answer.protocolStatus()).hasValue(0);
        assertThat(answer.recordCount()).isEqualTo(3);
        assertThat(answer.stdoutLengths()).containsExactly(HELLO.length());
        assertThat(answer.stderrText()).isEmpty();
    }

    @Test
    void seesAHeadInTwoRecordsAndStatusThatIsNotLast() {
        String records = stdout("Status: 200 OK\r\nA: b\r") + stdout("\n\r\n") + STDOUT_END + END;
        Answer answer = AnswerReader.readOne(bytes(records), 1);
        assertThat(answer.headInOneRecord()).isFalse();
        assertThat(answer.statusIsLastField()).isFalse();
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void readsStatusesStderrAndAnEmptyAnswer() {
        String stderr = "0107000100020000" + "6869" + "0107000100000000";
        Answer answer = AnswerReader.readOne(bytes(stderr + "0103000100080000" + "0102030402000000"), 1);
        assertThat(answer.stderrText()).isEqualTo("hi");
        assertThat(answer.appStatus()).hasValue(0x01020304);
        assertThat(answer.protocolStatus()).hasValue(2);
        assertThat(answer.hasHead()).isFalse();
        assertThatThrownBy(answer::status).isInstanceOf(AssertionError.class).hasMessageContaining("no header block");
    }

    @Test
    void assemblesTheSameByteByByteAndAcrossIds() {
        var reader = new AnswerReader();
        String other = "0106000300050000" + "413a620a0a" + "0106000300000000";
        String all = stdout(HELLO) + other + STDOUT_END + END + END.replaceFirst("01030001", "01030003");
        for (byte octet : bytes(all)) {
            reader.feed(ByteBuffer.wrap(new byte[] {octet}));
            reader.nextRecord();
        }
        assertThat(reader.takeAnswer(3))
                .hasValueSatisfying(answer -> assertThat(answer.values("a")).containsExactly("b"));
        assertThat(reader.takeAnswer(1))
                .hasValueSatisfying(answer -> assertThat(answer.status()).isEqualTo(404));
        assertThat(reader.takeAnswer(1)).isEmpty();
    }

    @Test
    void keepsManagementRecordsApart() {
        var reader = AnswerReader.readAll(bytes("010a0000000f0200" + "0d00" + "464347495f4d41585f52455153" + "0000"
                + "010b000000080000" + "6300000000000000"));
        assertThat(reader.takeManagementRecord()).hasValueSatisfying(record -> {
            assertThat(record).hasToString("#1 0 GET_VALUES_RESULT 15+2");
            assertThat(Pairs.decode(record.content())).containsOnlyKeys("FCGI_MAX_REQS");
        });
        assertThat(reader.takeManagementRecord())
                .hasValueSatisfying(record -> assertThat(record.content()[0]).isEqualTo((byte) 99));
        assertThat(reader.takeManagementRecord()).isEmpty();
    }

    @Test
    void allowsAnIdAgainWhenItWasBegunAgain() {
        var reader = new AnswerReader();
        reader.requestBegun(1);
        reader.requestBegun(1);
        reader.feed(ByteBuffer.wrap(bytes(END + END + END)));
        assertThat(reader.nextRecord()).isPresent();
        assertThat(reader.nextRecord()).isPresent();
        assertThatThrownBy(reader::nextRecord).hasMessage("record #3 1 END_REQUEST 8+0: after the END_REQUEST of 1");
        reader.feed(ByteBuffer.wrap(bytes(END.replaceFirst("01030001", "01030005"))));
        assertThatThrownBy(reader::nextRecord).hasMessage("record #4 5 END_REQUEST 8+0: no request 5 was sent");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0206000100000000 | record #1: version 2, expected 1",
                "0106000100000001 | record #1: reserved octet of the header is 1, expected 0",
                "01060001000002000009 | record #1 1 STDOUT 0+2: padding octet 2 is 9, expected 0",
                "0103000100070000 00000000000000 | record #1 1 END_REQUEST 7+0: content of 7 octets, expected 8",
                "0103000100080000 0000000000000100 | record #1 1 END_REQUEST 8+0: reserved octet 6 is 1, expected 0",
                "010b000000080000 6300000000000001 | record #1 0 UNKNOWN_TYPE 8+0: reserved octet 7 is 1, expected 0",
                "0103000000080000 0000000000000000 | record #1 0 END_REQUEST 8+0: request id 0 is for management records",
                "010a000100000000 | record #1 1 GET_VALUES_RESULT 0+0: a management record with request id 1, expected 0",
                "0105000100000000 | record #1 1 STDIN 0+0: an application does not send this type",
                "010c000100000000 | record #1 1 type 12 0+0: an application does not send this type",
                "0106000100000000 0106000100000000 | record #2 1 STDOUT 0+0: the stream has ended",
                "0106000100010000 41 0103000100080000 0000000000000000 "
                        + "| record #2 1 END_REQUEST 8+0: STDOUT was not ended by an empty record",
                "0103000100080000 0000000000000000 0106000100000000 "
                        + "| record #2 1 STDOUT 0+0: after the END_REQUEST of 1",
                "01060001 | 4 octets behind the last whole record"
            })
    void namesTheViolation(String hex, String message) {
        assertThatThrownBy(() -> AnswerReader.readAll(bytes(hex)))
                .isInstanceOf(AssertionError.class)
                .hasMessage(message);
    }

    @Test
    void rejectsPaddingBehindTheLongestContent() {
        byte[] record = new WireScript()
                .record(RecordTypes.STDOUT, 1, new byte[65535], 1)
                .toBytes();
        assertThatThrownBy(() -> AnswerReader.readAll(record))
                .hasMessageContaining("padding after the longest content");
    }

    @Test
    void wantsTheWholeAnswerAndNothingElse() {
        assertThatThrownBy(() -> AnswerReader.readOne(bytes(stdout(HELLO)), 1)).hasMessageContaining("no END_REQUEST");
        assertThatThrownBy(() -> AnswerReader.readOne(bytes(END + STDOUT_END.replaceFirst("01060001", "01060002")), 1))
                .hasMessageContaining("not only the answer 1");
    }

    private static String stdout(String text) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        return "01060001%04x0000".formatted(octets.length) + HexFormat.of().formatHex(octets);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
