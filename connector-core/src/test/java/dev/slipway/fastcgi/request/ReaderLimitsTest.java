// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fastcgi.Allocation;
import dev.slipway.fastcgi.Hex;
import dev.slipway.fastcgi.request.Transcript.Answering;
import dev.slipway.fastcgi.testkit.WireScript;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Each limit bites at its number and not before. */
class ReaderLimitsTest {
    private static final int ANY = 1000;

    @Test
    void maxParamsLengthCountsAllRecordsOfARequest() {
        var limits = new ReaderLimits(ParamsLimits.DEFAULT.withMaxLength(20), 1, ANY, ANY, ANY);
        var twenty = new WireScript()
                .begin(1, WireScript.RESPONDER, true)
                .cut(7)
                .params(1, "NAME", "12345678901234")
                .paramsEnd(1)
                .stdinEnd(1);
        var twentyOne = new WireScript()
                .begin(1, WireScript.RESPONDER, true)
                .cut(7)
                .params(1, "NAME", "123456789012345")
                .paramsEnd(1)
                .stdinEnd(1);

        assertThat(Transcript.of(limits, twenty)).containsExactly("1 REQUEST keep NAME=12345678901234", "1 STDIN_END");
        assertThat(Transcript.of(limits, twentyOne)).containsExactly("1 REPLY 431 PARAMS_TOO_LONG");
    }

    @Test
    void maxActiveRequestsCountsRequestsFromTheirBegin() {
        var limits = new ReaderLimits(ParamsLimits.DEFAULT.withMaxLength(ANY), 2, ANY, ANY, ANY);
        assertThat(Transcript.of(limits, WireScript.parse("""
                        BEGIN 1 RESPONDER keep
                        BEGIN 3 RESPONDER keep
                        BEGIN 5 RESPONDER keep
                        PARAMS 5
                        STDIN 5
                        PARAMS 3
                        ABORT 1
                        BEGIN 7 RESPONDER keep
                        PARAMS 7
                        """)))
                .containsExactly(
                        "5 REPLY 503 TOO_MANY_REQUESTS", "3 REQUEST keep", "1 REPLY END_REQUEST", "7 REQUEST keep");
    }

    @Test
    void aRequestThatIsOnlySkippedIsNotActive() {
        var transcript = new Transcript(
                new ReaderLimits(ParamsLimits.DEFAULT.withMaxLength(ANY), 1, ANY, ANY, ANY), Answering.AT_REQUEST);
        transcript.feed(WireScript.parse("""
                BEGIN 1 RESPONDER keep
                PARAMS 1
                BEGIN 3 RESPONDER keep
                PARAMS 3
                """).toByteBuffer());
        assertThat(transcript.lines())
                .containsExactly(
                        "1 REQUEST keep",
                        "1 RESPONSE_ENDED while STDIN is open",
                        "3 REQUEST keep",
                        "3 RESPONSE_ENDED while STDIN is open");
    }

    @Test
    void maxSkippedRequestsAnswersARefusedOneBeyondAtOnceAndForgetsIt() {
        var limits = new ReaderLimits(ParamsLimits.DEFAULT.withMaxLength(ANY), 1, 2, ANY, ANY);
        var script = WireScript.parse("""
                BEGIN 1 RESPONDER keep
                BEGIN 3 RESPONDER keep
                BEGIN 5 AUTHORIZER keep
                """);
        assertThat(Transcript.of(limits, script)).isEmpty();
        assertThat(Transcript.of(limits, script.then(WireScript.parse("""
                        BEGIN 7 RESPONDER keep
                        PARAMS 7 X=Y
                        PARAMS 7
                        STDIN 7 some
                        STDIN 7
                        PARAMS 3
                        STDIN 3
                        """))))
                .containsExactly("7 REPLY 503 TOO_MUCH_SKIPPED", "3 REPLY 503 TOO_MANY_REQUESTS");
    }

    @Test
    void maxSkippedRequestsRefusesWhatComesAfterMoreWereAnsweredEarly() {
        var transcript = new Transcript(
                new ReaderLimits(ParamsLimits.DEFAULT.withMaxLength(ANY), 1, 1, ANY, ANY), Answering.AT_REQUEST);
        transcript.feed(WireScript.parse("""
                BEGIN 1 RESPONDER keep
                PARAMS 1
                BEGIN 3 RESPONDER keep
                PARAMS 3
                BEGIN 5 RESPONDER keep
                PARAMS 5
                """).toByteBuffer());
        assertThat(transcript.lines()).hasSize(5).last().isEqualTo("5 REPLY 503 TOO_MUCH_SKIPPED");
    }

    @Test
    void noSkippedRequestsLeaveOrdinaryOnesAlone() {
        var limits = new ReaderLimits(ParamsLimits.DEFAULT.withMaxLength(ANY), 1, 0, ANY, ANY);
        assertThat(Transcript.of(limits, WireScript.parse("""
                        BEGIN 1 RESPONDER keep
                        PARAMS 1
                        """))).containsExactly("1 REQUEST keep");
        assertThat(Transcript.of(limits, WireScript.parse("BEGIN 1 FILTER keep")))
                .containsExactly("1 REPLY 503 TOO_MUCH_SKIPPED");
    }

    @Test
    void maxSkippedStdinCountsTheUnreadBytesOfOneRequest() {
        var limits = new ReaderLimits(ParamsLimits.DEFAULT.withMaxLength(ANY), 1, ANY, 10, ANY);
        var ten = WireScript.parse("""
                BEGIN 1 RESPONDER keep
                PARAMS 1
                STDIN 1 1234567
                STDIN 1 890
                """);
        var transcript = new Transcript(limits, Answering.AT_REQUEST);
        transcript.feed(ten.toByteBuffer());
        assertThat(transcript.lines()).hasSize(2);

        transcript.feed(WireScript.parse("STDIN 1 x").toByteBuffer());
        assertThat(transcript.lines())
                .hasSize(3)
                .last()
                .isEqualTo("CLOSED LIMIT_EXCEEDED more than 10 bytes of unread STDIN of request 1 (maxSkippedStdin)");
    }

    @Test
    void maxSkippedStdinCountsForRefusedRequestsAndNotForReadOnes() {
        var limits = new ReaderLimits(ParamsLimits.DEFAULT.withMaxLength(ANY), 1, ANY, 10, ANY);
        assertThat(Transcript.of(limits, WireScript.parse("""
                        BEGIN 1 RESPONDER keep
                        PARAMS 1
                        STDIN 1 12345678901
                        BEGIN 3 RESPONDER keep
                        PARAMS 3
                        STDIN 3 12345678901
                        """)))
                .containsExactly(
                        "1 REQUEST keep",
                        "1 STDIN 11 12345678901",
                        "CLOSED LIMIT_EXCEEDED more than 10 bytes of unread STDIN of request 3 (maxSkippedStdin)");
    }

    @Test
    void maxGetValuesLengthIsCheckedInTheHeader() {
        var limits = new ReaderLimits(ParamsLimits.DEFAULT.withMaxLength(ANY), 1, ANY, ANY, 15);
        assertThat(Transcript.of(limits, new WireScript().getValues("FCGI_MAX_REQS")))
                .containsExactly("0 REPLY GET_VALUES_RESULT FCGI_MAX_REQS=50");
        assertThat(Transcript.of(limits, new WireScript().raw(Hex.bytes("0109000000100000"))))
                .containsExactly(
                        "CLOSED LIMIT_EXCEEDED GET_VALUES of 16 bytes, expected at most 15 (maxGetValuesLength)");
    }

    @Test
    void r01_whatIsOnlyAnnouncedTakesNoMemory() throws Exception {
        var limits = ReaderLimits.DEFAULT.withMaxParamsLength(1 << 20);
        byte[] longParams = Hex.bytes("01040001ffff0000" + "00".repeat(10));

        assertThat(allocatedReading(limits, WireScript.parse("BEGIN 1 RESPONDER"), longParams))
                .isLessThan(1024);
    }

    @Test
    void paramsTakeMemoryAsTheyCome() throws Exception {
        var params = new WireScript().cut(1000).params(1, "X", "x".repeat(999_000));

        assertThat(allocatedReading(
                        ReaderLimits.DEFAULT.withMaxParamsLength(1 << 20),
                        WireScript.parse("BEGIN 1 RESPONDER"),
                        params.toBytes()))
                .as("each doubling once, and a small object for each record")
                .isBetween(999_000L, 2 * (1L << 20) + 1000 * 64);
    }

    @Test
    void whatNobodyReadsTakesNoMemory() throws Exception {
        var params = new WireScript();
        var stdin = new WireScript();
        for (int i = 0; i < 50; i++) {
            params.paramsRecord(1, new byte[60_000]);
            stdin.stdin(1, new byte[60_000]);
        }
        var refused = WireScript.parse("BEGIN 1 FILTER");
        var inactive = new WireScript();

        assertThat(allocatedReading(ReaderLimits.DEFAULT, refused, params.toBytes()))
                .as("PARAMS of a refused request")
                .isLessThan(50 * 64 + 1024);
        assertThat(allocatedReading(ReaderLimits.DEFAULT, refused.then(new WireScript().paramsEnd(1)), stdin.toBytes()))
                .as("STDIN of a refused request")
                .isLessThan(50 * 64 + 1024);
        assertThat(allocatedReading(ReaderLimits.DEFAULT, inactive, stdin.toBytes()))
                .as("STDIN of no request")
                .isLessThan(50 * 64 + 1024);
    }

    /** What the reader allocates for some bytes, when all classes have been loaded. */
    private static long allocatedReading(ReaderLimits limits, WireScript before, byte[] bytes) throws Exception {
        long allocated = 0;
        for (int round = 0; round < 3; round++) {
            var reader = new RequestReader(Transcript.CAPABILITIES, limits);
            reader.next(before.toByteBuffer());
            ByteBuffer input = ByteBuffer.wrap(bytes);
            allocated = Allocation.of(() -> reader.next(input));
        }
        return allocated;
    }

    @Test
    void numbersThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new ReaderLimits(ParamsLimits.DEFAULT.withMaxLength(0), 1, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxParamsLength 0 must be 1 or more");
        assertThatThrownBy(() -> new ReaderLimits(ParamsLimits.DEFAULT.withMaxLength(1), 0, 0, 0, 0))
                .hasMessage("maxActiveRequests 0 must be 1 or more");
        assertThatThrownBy(() -> new ReaderLimits(ParamsLimits.DEFAULT.withMaxLength(1), 1, -1, 0, 0))
                .hasMessage("maxSkippedRequests -1 must be 0 or more");
        assertThatThrownBy(() -> new ReaderLimits(ParamsLimits.DEFAULT.withMaxLength(1), 1, 0, -1, 0))
                .hasMessage("maxSkippedStdin -1 must be 0 or more");
        assertThatThrownBy(() -> new ReaderLimits(ParamsLimits.DEFAULT.withMaxLength(1), 1, 0, 0, -1))
                .hasMessage("maxGetValuesLength -1 must be 0 or more");
    }

    @Test
    void oneLimitCanBeReplaced() {
        var limits = new ReaderLimits(ParamsLimits.DEFAULT.withMaxLength(1), 2, 3, 4, 5);

        assertThat(limits.withMaxParamsLength(9))
                .isEqualTo(new ReaderLimits(ParamsLimits.DEFAULT.withMaxLength(9), 2, 3, 4, 5));
        assertThat(limits.withMaxSkippedStdin(9))
                .isEqualTo(new ReaderLimits(ParamsLimits.DEFAULT.withMaxLength(1), 2, 3, 9, 5));
        assertThat(limits.withMaxSkippedRequests(9))
                .isEqualTo(new ReaderLimits(ParamsLimits.DEFAULT.withMaxLength(1), 2, 9, 4, 5));
        assertThat(limits.withMaxGetValuesLength(9))
                .isEqualTo(new ReaderLimits(ParamsLimits.DEFAULT.withMaxLength(1), 2, 3, 4, 9));
        assertThat(limits.withMaxActiveRequests(9))
                .isEqualTo(new ReaderLimits(ParamsLimits.DEFAULT.withMaxLength(1), 9, 3, 4, 5));
        assertThatThrownBy(() -> limits.withMaxActiveRequests(0)).hasMessage("maxActiveRequests 0 must be 1 or more");
    }
}
