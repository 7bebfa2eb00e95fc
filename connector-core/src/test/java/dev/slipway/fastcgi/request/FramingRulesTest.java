// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.testkit.Pairs;
import dev.slipway.fastcgi.testkit.WireScript;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Mistakes that FastCGI software has made with its bytes before. Each is a rule with a number, and the tests that show it
 * begin with that: {@code r07_…}, here or in the class that a test belongs to.
 */
class FramingRulesTest {
    private static final ReaderLimits LIMITS =
            ReaderLimits.DEFAULT.withMaxParamsLength(256 * 1024).withMaxActiveRequests(2);

    private static RequestReader reader() {
        return new RequestReader(Transcript.CAPABILITIES, LIMITS);
    }

    /** The parameters of the request that these bytes are. */
    private static Params params(RequestReader reader, ByteBuffer input) throws ConnectionException {
        assertThat(reader.next(input)).isEqualTo(RequestEvent.REQUEST);
        return reader.params();
    }

    private static WireScript request(WireScript script, byte[] pairs) {
        script.begin(1, WireScript.RESPONDER, true);
        for (int from = 0; from < pairs.length; from += 0xFFFF) {
            script.paramsRecord(1, Arrays.copyOfRange(pairs, from, Math.min(pairs.length, from + 0xFFFF)));
        }
        return script.paramsEnd(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {127, 128, 32767, 32768, 65535, 65536})
    void r02_aPairAtTheBoundsOfItsLengthsIsTheSameWhereverItsBytesAreCut(int length) throws Exception {
        String name = "n".repeat(length);
        String value = "v".repeat(length);
        byte[] bytes =
                request(new WireScript(), Pairs.encode(name, "1", "A", value)).toBytes();
        RequestReader byteByByte = reader();
        for (int i = 0; i < bytes.length - 1; i++) {
            assertThat(byteByByte.next(ByteBuffer.wrap(bytes, i, 1))).isEqualTo(RequestEvent.NEEDS_INPUT);
        }

        Params params = params(byteByByte, ByteBuffer.wrap(bytes, bytes.length - 1, 1));
        assertThat(params.size()).isEqualTo(2);
        assertThat(params.name(0)).isEqualTo(name);
        assertThat(params.value(0)).isEqualTo("1");
        assertThat(params.name(1)).isEqualTo("A");
        assertThat(params.value(1)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "value", "both"})
    void r02_aPairOfTwoGigabytesIsMalformedAndNotCutShort(String which) {
        byte[] longest = Pairs.encodeLongLength(Integer.MAX_VALUE);
        byte[] pairs = new byte[longest.length * 2];
        System.arraycopy(which.equals("value") ? Pairs.encodeLongLength(1) : longest, 0, pairs, 0, 4);
        System.arraycopy(which.equals("name") ? Pairs.encodeLongLength(1) : longest, 0, pairs, 4, 4);
        ByteBuffer input = request(new WireScript(), pairs).toByteBuffer();

        assertThatThrownBy(() -> reader().next(input))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("" + Integer.MAX_VALUE);
    }

    @Test
    void r07_pairsMayBeCutIntoRecordsOfOneByte() throws Exception {
        byte[] pairs = Pairs.encode("A", "b", "LONG", "c".repeat(9000), "", "", "D", "e");
        WireScript script = new WireScript().begin(1, WireScript.RESPONDER, true);
        for (byte octet : pairs) {
            script.paramsRecord(1, new byte[] {octet});
        }

        Params params = params(reader(), script.paramsEnd(1).toByteBuffer());
        assertThat(params.size()).isEqualTo(4);
        assertThat(params.value(0)).isEqualTo("b");
        assertThat(params.value(1)).isEqualTo("c".repeat(9000));
        assertThat(params.name(2)).isEmpty();
        assertThat(params.value(3)).isEqualTo("e");
    }

    @Test
    void r10_anIdIsFreeOnlyWhenItsStdinAndItsResponseHaveEnded() throws Exception {
        WireScript request = request(new WireScript(), Pairs.encode("A", "b"));
        ByteBuffer end = new WireScript().stdinEnd(1).toByteBuffer();

        RequestReader early = reader();
        params(early, request.toByteBuffer());
        assertThat(early.responseEnded(1)).as("free before STDIN has ended").isFalse();
        assertThat(early.next(end.duplicate())).isEqualTo(RequestEvent.SKIPPED);

        RequestReader late = reader();
        params(late, request.toByteBuffer());
        assertThat(late.next(end.duplicate())).isEqualTo(RequestEvent.STDIN_END);
        assertThat(late.responseEnded(1)).as("free").isTrue();
        params(late, request.toByteBuffer());
    }

    @Test
    void r13_whatWasDecodedStaysWhenItsBytesAreOverwritten() throws Exception {
        RequestReader reader = reader();
        byte[] bytes = request(new WireScript(), Pairs.encode("A", "first")).toBytes();
        Params first = params(reader, ByteBuffer.wrap(bytes));
        Arrays.fill(bytes, (byte) 'x');
        WireScript next = new WireScript()
                .begin(2, WireScript.RESPONDER, true)
                .params(2, "A", "other")
                .paramsEnd(2);
        Params second = params(reader, next.toByteBuffer());

        assertThat(first.name(0) + "=" + first.value(0)).isEqualTo("A=first");
        assertThat(second.name(0) + "=" + second.value(0)).isEqualTo("A=other");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 255})
    void r17_everyTypeOfRecordMayHavePaddingEvenAnEmptyOne(int padding) {
        WireScript padded = new WireScript()
                .padding(padding)
                .getValues()
                .begin(1, WireScript.RESPONDER, true)
                .params(1, "A", "b")
                .paramsEnd(1)
                .abort(7)
                .stdin(1, "hello")
                .data(1, new byte[1])
                .dataEnd(1)
                .record(77, 1, new byte[0])
                .stdinEnd(1);
        assertThat(Transcript.of(padded))
                .containsExactly("0 REPLY GET_VALUES_RESULT", "1 REQUEST keep A=b", "1 STDIN 5 hello", "1 STDIN_END");
    }
}
