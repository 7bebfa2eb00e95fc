// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fastcgi.testkit.WireScript;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A load that takes wrong answers for right ones measures nothing. */
class FastCgiAnswersTest {
    private static final int END_REQUEST = 3;
    private static final int STDOUT = 6;

    private final List<String> seen = new ArrayList<>();
    private final FastCgiAnswers answers =
            new FastCgiAnswers(2, ascii("hello"), (slot, correct) -> seen.add(slot + " " + correct));

    @Test
    void right_answer_is_right_at_every_split() throws Exception {
        byte[] bytes = answer(1, "Status: 200 OK\r\n\r\nhel", "lo", new byte[8]);
        for (int split = 0; split <= bytes.length; split++) {
            seen.clear();
            ByteBuffer input = ByteBuffer.allocate(bytes.length);
            input.put(bytes, 0, split).flip();
            answers.read(input);
            input.compact().put(bytes, split, bytes.length - split).flip();
            answers.read(input);
            assertThat(seen).as("split at %d", split).containsExactly("0 true");
        }
    }

    @Test
    void answers_of_two_requests_may_be_mixed() throws Exception {
        answers.read(new WireScript()
                .record(STDOUT, 1, "A: b\r\n\r\nhe".getBytes(StandardCharsets.US_ASCII))
                .record(STDOUT, 2, "A: b\r\n\r\nhello".getBytes(StandardCharsets.US_ASCII))
                .record(END_REQUEST, 2, new byte[8])
                .record(STDOUT, 1, "llo".getBytes(StandardCharsets.US_ASCII), 5)
                .record(END_REQUEST, 1, new byte[8])
                .toByteBuffer());
        assertThat(seen).containsExactly("1 true", "0 true");
    }

    @Test
    void another_content_length_or_status_is_wrong() throws Exception {
        read(answer(1, "A: b\r\n\r\nhallo", "", new byte[8]));
        read(answer(1, "A: b\r\n\r\nhell", "", new byte[8]));
        read(answer(1, "A: b\r\n\r\nhello", "!", new byte[8]));
        read(answer(1, "Status: 503 Busy\r\n\r\nhello", "", new byte[8]));
        read(answer(1, "A: b\r\n\r\nhello", "", new byte[] {0, 0, 0, 0, 2, 0, 0, 0}));
        read(answer(1, "A: b\r\n\r\nhello", "", new byte[8]));
        assertThat(seen).containsExactly("0 false", "0 false", "0 false", "0 false", "0 false", "0 true");
    }

    @Test
    void unknown_record_breaks_the_connection() {
        assertThatThrownBy(() -> read(new WireScript().record(9, 1, new byte[0]).toBytes()))
                .hasMessage("a record of type 9 with 0 bytes");
        answers.reset();
        assertThatThrownBy(() ->
                        read(new WireScript().record(STDOUT, 3, new byte[0]).toBytes()))
                .hasMessage("a record of version 1, id 3");
    }

    private void read(byte[] bytes) throws AnswerReader.ProtocolViolation {
        answers.read(ByteBuffer.wrap(bytes));
    }

    private static byte[] answer(int id, String first, String second, byte[] end) {
        return new WireScript()
                .record(STDOUT, id, first.getBytes(StandardCharsets.US_ASCII), 3)
                .record(STDOUT, id, second.getBytes(StandardCharsets.US_ASCII))
                .record(STDOUT, id, new byte[0])
                .record(END_REQUEST, id, end)
                .toBytes();
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
