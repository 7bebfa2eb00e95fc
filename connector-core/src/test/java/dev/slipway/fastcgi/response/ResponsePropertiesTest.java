// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.response.ResponseEncoder.Ending;
import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.AnswerReader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for any response: a front end reads the head and the body that were sent, however they were sent. */
class ResponsePropertiesTest {
    private static final Set<String> LEFT_OUT = Set.of(
            "connection", "keep-alive", "proxy-connection", "status", "te", "trailer", "transfer-encoding", "upgrade");

    @Provide
    Arbitrary<Entry<String, String>> fields() {
        Arbitrary<String> tokens = Arbitraries.strings()
                .alpha()
                .numeric()
                .withChars("!#$%&'*+-.^_`|~")
                .ofMinLength(1)
                .ofMaxLength(20);
        Arbitrary<String> known = Arbitraries.of(
                "Location", "Content-Type", "Connection", "KEEP-ALIVE", "status", "transfer-encoding", "TE", "Upgrade");
        Arbitrary<String> values = Arbitraries.strings()
                .withCharRange(' ', '~')
                .withCharRange('\u0080', '\u02FF')
                .withChars('\t', '\u0001')
                .ofMaxLength(200);
        return Combinators.combine(Arbitraries.frequencyOf(Tuple.of(4, tokens), Tuple.of(1, known)), values)
                .as(Map::entry)
                .withoutEdgeCases();
    }

    @Provide
    Arbitrary<String> reasonPhrases() {
        return Arbitraries.strings()
                .withCharRange('!', '~')
                .withCharRange('\u00A0', '\u00FF')
                .ofMinLength(1)
                .ofMaxLength(40);
    }

    /** Lengths around those where the encoder does something else, and any other. */
    @Provide
    Arbitrary<Integer> bodyLengths() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, 100),
                Arbitraries.integers()
                        .between(ResponseEncoder.MAX_COPIED_CONTENT - 2, ResponseEncoder.MAX_COPIED_CONTENT + 2),
                Arbitraries.integers()
                        .between(ResponseEncoder.MAX_RECORD_CONTENT - 400, ResponseEncoder.MAX_RECORD_CONTENT + 400),
                Arbitraries.integers().between(0, 150_000));
    }

    @Property
    void aFrontEndReadsTheHeadAndTheBodyThatWereSent(
            @ForAll @IntRange(min = 1, max = 65535) int requestId,
            @ForAll @IntRange(min = 200, max = 999) int status,
            @ForAll @From("reasonPhrases") String reasonPhrase,
            @ForAll @Size(max = 10) List<@From("fields") Entry<String, String>> fields,
            @ForAll @From("bodyLengths") int bodyLength,
            @ForAll @IntRange(max = 5) int cuts,
            @ForAll boolean endedTogether,
            @ForAll Random random) {
        var head = new ResponseHead(status, reasonPhrase);
        List<String> expected = new ArrayList<>();
        for (Entry<String, String> field : fields) {
            head.field(field.getKey(), field.getValue());
            if (!LEFT_OUT.contains(field.getKey().toLowerCase(Locale.ROOT))) {
                expected.add(field.getKey() + ": " + asReceived(field.getValue()));
            }
        }
        expected.add("Status: " + status + " " + asReceived(reasonPhrase));
        byte[] body = new byte[bodyLength];
        random.nextBytes(body);

        var encoder = new ResponseEncoder(requestId);
        var sent = new ByteArrayOutputStream();
        int begin = 0;
        for (int i = 0; i <= cuts; i++) {
            boolean last = i == cuts;
            int end = last ? bodyLength : begin + random.nextInt(bodyLength - begin + 1);
            Ending lastEnding = endedTogether ? Ending.REQUEST : Ending.STDOUT;
            ByteBuffer content = ByteBuffer.wrap(body, begin, end - begin);
            sent.writeBytes(encoded(encoder, i == 0 ? head : null, content, last ? lastEnding : Ending.NONE));
            begin = end;
        }
        if (!endedTogether) {
            sent.writeBytes(encoder.endRequest().array());
        }

        Answer answer = AnswerReader.readOne(sent.toByteArray(), requestId);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.fields()).map(Object::toString).containsExactlyElementsOf(expected);
        assertThat(answer.head().length()).isEqualTo(head.length());
        assertThat(answer.headInOneRecord()).isTrue();
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.protocolStatus()).hasValue(0);
        assertThat(answer.appStatus()).hasValue(0);
    }

    /** All bytes of one call, which takes all of the content and just the framing that it said it would. */
    private static byte[] encoded(ResponseEncoder encoder, ResponseHead head, ByteBuffer content, Ending ending) {
        ByteBuffer framing = ByteBuffer.allocate(encoder.framingLength(head, content.remaining(), ending));
        List<ByteBuffer> out = new ArrayList<>();
        encoder.encode(head, content, ending, framing, out);
        assertThat(framing.hasRemaining()).isFalse();
        assertThat(content.hasRemaining()).isFalse();
        var bytes = new ByteArrayOutputStream();
        for (ByteBuffer buffer : out) {
            assertThat(buffer.hasRemaining()).isTrue();
            byte[] piece = new byte[buffer.remaining()];
            buffer.get(piece);
            bytes.writeBytes(piece);
        }
        return bytes.toByteArray();
    }

    /** Blanks around a value are not a part of it; what is no octet is a question mark. */
    private static String asReceived(String value) {
        var received = new StringBuilder();
        value.chars().forEach(c -> received.append((char) (c <= 0xFF ? c : '?')));
        return received.toString().replaceAll("^[ \t]+|[ \t]+$", "");
    }
}
