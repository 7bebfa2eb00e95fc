// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fastcgi.Hex;
import dev.slipway.fastcgi.response.ResponseEncoder.Ending;
import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.AnswerReader;
import dev.slipway.fastcgi.testkit.RecordTypes;
import dev.slipway.fastcgi.testkit.WireRecord;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseEncoderTest {
    private static final String STDOUT_END = "0106000100000000";
    private static final String END_REQUEST = "0103000100080000" + "0000000000000000";
    private static final int[] SIZES = {
        0, 1, 2, 1023, 1024, 1025, 32000, 32766, 32767, 32768, 32769, 65534, 65535, 65536, 65537, 200_000
    };

    private final ResponseEncoder encoder = new ResponseEncoder(1);

    @Test
    void aWholeSmallResponseIsOneBuffer() {
        List<ByteBuffer> out = encode(head(), "hello".getBytes(StandardCharsets.US_ASCII), Ending.REQUEST);

        assertThat(out).hasSize(1);
        assertThat(Hex.of(out.get(0)))
                .isEqualTo("01060001002a0000"
                        + "436f6e74656e742d4c656e6774683a20350d0a" // Content-Length: 5
                        + "5374617475733a20323030204f4b0d0a" // Status: 200 OK
                        + "0d0a"
                        + "68656c6c6f"
                        + STDOUT_END
                        + END_REQUEST);
    }

    @Test
    void contentBehindTheHeadIsRecordsOfItsOwn() {
        assertThat(hex(encode(null, new byte[] {7, 8}, Ending.NONE))).isEqualTo("0106000100020000" + "0708");
        assertThat(hex(encode(null, new byte[] {7, 8}, Ending.STDOUT)))
                .isEqualTo("0106000100020000" + "0708" + STDOUT_END);
        assertThat(hex(encode(null, new byte[] {7, 8}, Ending.REQUEST)))
                .isEqualTo("0106000100020000" + "0708" + STDOUT_END + END_REQUEST);
    }

    @Test
    void nothingIsNoBufferAndAnEndingOnlyItself() {
        assertThat(encode(null, new byte[0], Ending.NONE)).isEmpty();
        assertThat(hex(encode(null, new byte[0], Ending.STDOUT))).isEqualTo(STDOUT_END);
        assertThat(hex(encode(null, new byte[0], Ending.REQUEST))).isEqualTo(STDOUT_END + END_REQUEST);
        assertThat(Hex.of(encoder.endRequest())).isEqualTo(END_REQUEST);
    }

    @ParameterizedTest
    @CsvSource({"1, 0001", "255, 00ff", "256, 0100", "32768, 8000", "65535, ffff"})
    void everyRecordHasTheRequestId(int id, String hex) {
        var other = new ResponseEncoder(id);
        assertThat(Hex.of(other.encodeWhole(new ResponseHead(200, "OK"), ByteBuffer.allocate(1))))
                .isEqualTo("0106" + hex + "00130000" + "5374617475733a20323030204f4b0d0a" + "0d0a" + "00"
                        + "0106" + hex + "00000000"
                        + "0103" + hex + "00080000" + "0000000000000000");
        assertThat(Hex.of(other.endRequest())).isEqualTo("0103" + hex + "00080000" + "0000000000000000");
    }

    static Stream<Arguments> sizesHeadsAndEndings() {
        return IntStream.of(SIZES)
                .boxed()
                .flatMap(size -> Stream.of(-1, 0, 100, 1024, 32_000, 32_732, 32_733, 32_734, 32_768, 60_000)
                        .flatMap(padding ->
                                Stream.of(Ending.values()).map(ending -> Arguments.of(size, padding, ending))));
    }

    @ParameterizedTest(name = "{0} bytes, head with {1} more, {2}")
    @MethodSource("sizesHeadsAndEndings")
    void r03_everySizeIsFramedAsTheStrictestFrontEndWantsIt(int size, int headPadding, Ending ending) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        if (size > 0) {
            content[0] = '\n'; // the reader takes what comes without a head for a head: this one is empty
        }
        ResponseHead head = headPadding < 0 ? null : paddedHead(headPadding);
        byte[] sent = bytes(encode(head, content, ending));

        byte[] missing = bytes(encode(null, new byte[0], ending == Ending.NONE ? Ending.REQUEST : Ending.NONE));
        var whole = new ByteArrayOutputStream();
        whole.writeBytes(sent);
        whole.writeBytes(missing);
        if (ending == Ending.STDOUT) {
            whole.writeBytes(Hex.bytes(Hex.of(encoder.endRequest())));
        }
        Answer answer = AnswerReader.readOne(whole.toByteArray(), 1);

        assertThat(answer.records())
                .allSatisfy(record -> assertThat(record.paddingLength()).isZero());
        assertThat(answer.protocolStatus()).hasValue(0);
        int headLength = head == null ? 0 : head.length();
        assertThat(answer.stdoutLengths().stream().skip(head == null ? 0 : 1)).allMatch(length -> length <= 32 * 1024);
        if (head == null) {
            assertThat(answer.stdout()).isEqualTo(content);
        } else {
            assertThat(answer.headInOneRecord()).isTrue();
            assertThat(answer.statusIsLastField()).isTrue();
            assertThat(answer.stdoutLengths().get(0))
                    .isEqualTo(Math.max(headLength, Math.min(32 * 1024, headLength + size)));
            assertThat(answer.body()).isEqualTo(content);
        }
        assertThat(answer.stdoutLengths().size())
                .as("no more records than needed")
                .isLessThanOrEqualTo((headLength + size) / (32 * 1024) + 1 + (headLength > 32 * 1024 ? 1 : 0));
        assertThat(answer.records().stream()
                        .filter(record -> record.type() == RecordTypes.STDOUT)
                        .map(WireRecord::content)
                        .filter(stdout -> stdout.length == 0))
                .as("STDOUT ends once")
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void smallContentIsCopiedIntoOneBuffer(Ending ending) {
        for (int size : List.of(1, 1024)) {
            for (ResponseHead head : new ResponseHead[] {head(), null, paddedHead(33_000)}) {
                byte[] content = new byte[size];
                List<ByteBuffer> out = encode(head, content, ending);
                String before = hex(out);
                Arrays.fill(content, (byte) 1);

                assertThat(out).hasSize(1);
                assertThat(hex(out)).isEqualTo(before);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void largeContentIsNotCopied(boolean withHead) {
        byte[] content = new byte[100_000];
        List<ByteBuffer> out = encode(withHead ? head() : null, content, Ending.REQUEST);

        content[0] = 42;
        content[99_999] = 43;
        List<ByteBuffer> pieces =
                out.stream().filter(buffer -> buffer.array() == content).toList();
        assertThat(pieces.stream().mapToInt(ByteBuffer::remaining).sum()).isEqualTo(100_000);
        assertThat(pieces.get(0).get(pieces.get(0).position())).isEqualTo((byte) 42);
        assertThat(pieces.get(pieces.size() - 1)
                        .get(pieces.get(pieces.size() - 1).limit() - 1))
                .isEqualTo((byte) 43);
        assertThat(out).hasSize(2 * pieces.size() + 1);
    }

    @Test
    void contentIsTakenFromItsPositionToItsLimitInAnyKindOfBuffer() {
        ByteBuffer direct = ByteBuffer.allocateDirect(40_010).position(5).limit(40_005);
        for (int i = 5; i < 40_005; i++) {
            direct.put(i, (byte) i);
        }
        ByteBuffer content = direct.asReadOnlyBuffer();
        List<ByteBuffer> out = new ArrayList<>();
        ByteBuffer framing = ByteBuffer.allocate(encoder.framingLength(head(), 40_000, Ending.REQUEST));
        encoder.encode(head(), content, Ending.REQUEST, framing, out);

        assertThat(content.remaining()).isZero();
        assertThat(content.position()).isEqualTo(40_005);
        byte[] body = AnswerReader.readOne(bytes(out), 1).body();
        assertThat(body).hasSize(40_000);
        assertThat(body[0]).isEqualTo((byte) 5);
        assertThat(body[39_999]).isEqualTo((byte) 40_004);
    }

    @Test
    void r11_framingIsWrittenFromItsPositionAndItsZeroesDoNotDependOnWhatWasThere() {
        ByteBuffer framing = ByteBuffer.allocate(100);
        while (framing.hasRemaining()) {
            framing.put((byte) 0xFF);
        }
        framing.position(3);
        List<ByteBuffer> out = new ArrayList<>();
        encoder.encode(null, ByteBuffer.allocate(0), Ending.REQUEST, framing, out);

        assertThat(framing.position()).isEqualTo(3 + 24);
        assertThat(hex(out)).isEqualTo(STDOUT_END + END_REQUEST);
        assertThat(framing.get(2)).isEqualTo((byte) 0xFF);
        assertThat(framing.get(27)).isEqualTo((byte) 0xFF);
    }

    @Test
    void aResponseInPiecesIsTheSameAsInOne() {
        byte[] content = new byte[70_000];
        new Random(7).nextBytes(content);
        var sent = new ByteArrayOutputStream();
        sent.writeBytes(bytes(encode(head(), new byte[0], Ending.NONE)));
        for (int begin = 0; begin < content.length; begin += 3500) {
            sent.writeBytes(bytes(encode(null, Arrays.copyOfRange(content, begin, begin + 3500), Ending.NONE)));
        }
        sent.writeBytes(bytes(encode(null, new byte[0], Ending.STDOUT)));
        sent.writeBytes(Hex.bytes(Hex.of(encoder.endRequest())));

        assertThat(AnswerReader.readOne(sent.toByteArray(), 1).body()).isEqualTo(content);
    }

    @Test
    void framingOfTheLargestBufferIsCounted() {
        assertThat(encoder.framingLength(null, Integer.MAX_VALUE, Ending.NONE)).isEqualTo(65536 * 8);
        assertThat(encoder.framingLength(null, Integer.MAX_VALUE - 32767, Ending.REQUEST))
                .isEqualTo(65535 * 8 + 24);
    }

    @Test
    void aHeadThatFitsNoRecordIsRefused() {
        ResponseHead head = paddedHead(65_536);

        assertThatThrownBy(() -> encoder.framingLength(head, 0, Ending.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("its longest field is X-Padding with 65536 bytes");
        assertThatThrownBy(() -> encoder.encode(
                        head, ByteBuffer.allocate(0), Ending.NONE, ByteBuffer.allocate(100_000), new ArrayList<>()))
                .as("a record length never wraps")
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ResponseHead head() {
        var head = new ResponseHead(200, "OK");
        head.field("Content-Length", "5");
        return head;
    }

    private static ResponseHead paddedHead(int padding) {
        var head = new ResponseHead(200, "OK");
        head.field("X-Padding", "x".repeat(padding));
        return head;
    }

    /** Encodes with exactly as much space as was asked for. */
    private List<ByteBuffer> encode(ResponseHead head, byte[] content, Ending ending) {
        ByteBuffer framing = ByteBuffer.allocate(encoder.framingLength(head, content.length, ending));
        List<ByteBuffer> out = new ArrayList<>();
        encoder.encode(head, ByteBuffer.wrap(content), ending, framing, out);
        assertThat(framing.remaining()).as("framingLength is exact").isZero();
        assertThat(out).allSatisfy(buffer -> assertThat(buffer.hasRemaining()).isTrue());
        return out;
    }

    private static byte[] bytes(List<ByteBuffer> buffers) {
        var bytes = new ByteArrayOutputStream();
        for (ByteBuffer buffer : buffers) {
            byte[] piece = new byte[buffer.remaining()];
            buffer.duplicate().get(piece);
            bytes.writeBytes(piece);
        }
        return bytes.toByteArray();
    }

    private static String hex(List<ByteBuffer> buffers) {
        return Hex.of(bytes(buffers));
    }
}
