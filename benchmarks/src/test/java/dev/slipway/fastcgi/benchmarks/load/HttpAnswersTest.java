// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpAnswersTest {
    private final List<Boolean> seen = new ArrayList<>();
    private final HttpAnswers answers = new HttpAnswers(
            ByteBuffer.wrap("hello".getBytes(StandardCharsets.US_ASCII)), (slot, correct) -> seen.add(correct));

    @Test
    void right_answers_in_pieces() throws Exception {
        read("HTTP/1.1 200 OK\r\ncontent-LENGTH:");
        read("  5\r\n\r\nhe");
        read("llo");
        read("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        assertThat(seen).containsExactly(true, true);
    }

    @Test
    void another_status_or_content_is_wrong() throws Exception {
        read("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 5\r\n\r\nhello");
        read("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhallo");
        assertThat(seen).containsExactly(false, false);
    }

    @Test
    void answer_without_length_breaks_the_connection() {
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\n\r\n")).hasMessageContaining("without Content-Length");
    }

    private void read(String text) throws AnswerReader.ProtocolViolation {
        answers.read(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
