// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fastcgi.Allocation;
import dev.slipway.fastcgi.testkit.WireScript;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Each limit of PARAMS bites at its number and not before, and what is of no use has an end. */
class ParamsLimitsTest {
    private static final ReaderLimits FOUR_AT_ONCE = ReaderLimits.DEFAULT.withMaxActiveRequests(4);

    private static ReaderLimits with(ParamsLimits params) {
        return FOUR_AT_ONCE.withParams(params);
    }

    private static WireScript whole(int id, String... params) {
        return new WireScript()
                .begin(id, WireScript.RESPONDER, true)
                .params(id, params)
                .paramsEnd(id)
                .stdinEnd(id);
    }

    @Test
    void maxPairsCountsThoseOfOneRequest() {
        var limits = with(ParamsLimits.DEFAULT.withMaxPairs(2));

        assertThat(Transcript.of(limits, whole(1, "A", "1", "B", "2")))
                .containsExactly("1 REQUEST keep A=1 B=2", "1 STDIN_END");
        assertThat(Transcript.of(limits, whole(1, "A", "1", "B", "2", "C", "3").then(whole(1, "D", "4"))))
                .containsExactly("1 REPLY 431 TOO_MANY_PARAMS", "1 REQUEST keep D=4", "1 STDIN_END");
    }

    @Test
    void tooManyPairsTakeTheMemoryOfThoseAllowed() throws Exception {
        byte[] pairs = new WireScript()
                .begin(1, WireScript.RESPONDER, true)
                .paramsRecord(1, new byte[60_000])
                .paramsEnd(1)
                .toBytes();
        long allocated = 0;
        for (int round = 0; round < 3; round++) {
            var reader = new RequestReader(Transcript.CAPABILITIES, ReaderLimits.DEFAULT);
            ByteBuffer input = ByteBuffer.wrap(pairs);
            allocated = Allocation.of(() -> reader.next(input));
        }
        assertThat(allocated)
                .as("the bytes themselves, and the places of 1000 pairs, not of 30000")
                .isBetween(60_000L, 100_000L);
    }

    @Test
    void maxValueLengthIsThatOfAnyValue() {
        var limits = with(ParamsLimits.DEFAULT.withMaxValueLength(5));

        assertThat(Transcript.of(limits, whole(1, "A", "12345", "B", "")))
                .containsExactly("1 REQUEST keep A=12345 B=", "1 STDIN_END");
        assertThat(Transcript.of(limits, whole(1, "A", "123456", "B", "")))
                .containsExactly("1 REPLY 431 PARAM_VALUE_TOO_LONG");
    }

    @Test
    void maxPendingLengthIsTheSumOverRequests() {
        var limits = with(new ParamsLimits(30, 9, 30, 40));
        var end = "PARAMS 3\nSTDIN 3\nPARAMS 1\nSTDIN 1";

        assertThat(Transcript.of(limits, fortyBytes().then(WireScript.parse(end))))
                .hasSize(4)
                .noneMatch(line -> line.contains("REPLY"));
        assertThat(Transcript.of(limits, fortyBytes().params(3, "C", "").then(WireScript.parse(end))))
                .contains("3 REPLY 503 TOO_MUCH_PENDING")
                .anyMatch(line -> line.startsWith("1 REQUEST"));
    }

    private static WireScript fortyBytes() {
        return WireScript.parse("BEGIN 1 RESPONDER keep\nBEGIN 3 RESPONDER keep")
                .params(1, "A", "x".repeat(21))
                .params(3, "B", "x".repeat(13));
    }

    @Test
    void completeRequestsAreNotPending() {
        var limits = with(new ParamsLimits(30, 9, 30, 30));
        var script = whole(1, "A", "x".repeat(20))
                .then(whole(3, "A", "x".repeat(20)))
                .then(whole(5, "A", "x".repeat(20)));

        assertThat(Transcript.of(limits, script)).hasSize(6).noneMatch(line -> line.contains("REPLY"));
    }

    @Test
    void oneRequestMayAlwaysHaveAllOfItsOwnLimit() {
        var limits = new ParamsLimits(1 << 20, 9, 1 << 21, 1);

        assertThat(limits.maxPendingLength()).isEqualTo(1 << 20);
        assertThat(limits.maxValueLength()).isEqualTo(1 << 20);
        assertThat(Transcript.of(with(limits), whole(1, "A", "x".repeat(1_000_000))))
                .noneMatch(line -> line.contains("REPLY"));
    }

    private static final String NO_USE =
            "CLOSED LIMIT_EXCEEDED more than 30 bytes of records that are of no use (maxSkippedStdin)";

    private static final ReaderLimits THIRTY_OF_NO_USE =
            new ReaderLimits(new ParamsLimits(30, 9, 30, 30), 4, 4, 30, 30);

    private static WireScript thirtyOfNoUse() {
        return new WireScript().stdin(7, new byte[7]).stdin(7, new byte[7]);
    }

    @Test
    void paramsOfARefusedRequestHaveAnEnd() {
        var script = WireScript.parse("BEGIN 1 FILTER keep")
                .paramsRecord(1, new byte[7])
                .paramsRecord(1, new byte[7]);

        assertThat(Transcript.of(THIRTY_OF_NO_USE, script)).isEmpty();
        assertThat(Transcript.of(THIRTY_OF_NO_USE, script.paramsRecord(1, new byte[7])))
                .containsExactly(NO_USE);
    }

    @Test
    void recordsOfNoRequestHaveAnEndEvenEmptyOnes() {
        assertThat(Transcript.of(THIRTY_OF_NO_USE, thirtyOfNoUse())).isEmpty();
        assertThat(Transcript.of(THIRTY_OF_NO_USE, thirtyOfNoUse().stdinEnd(7))).containsExactly(NO_USE);
    }

    @Test
    void whatIsOfNoUseIsForgottenWithEachRequest() {
        var script = thirtyOfNoUse().then(whole(1)).then(thirtyOfNoUse());

        assertThat(Transcript.of(THIRTY_OF_NO_USE, script)).containsExactly("1 REQUEST keep", "1 STDIN_END");
    }

    @Test
    void numbersThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> ParamsLimits.DEFAULT.withMaxPairs(0)).hasMessage("maxParams 0 must be 1 or more");
        assertThatThrownBy(() -> ParamsLimits.DEFAULT.withMaxValueLength(0))
                .hasMessage("maxParamValueLength 0 must be 1 or more");
        assertThatThrownBy(() -> ParamsLimits.DEFAULT.withMaxPendingLength(0))
                .hasMessage("maxPendingParamsLength 0 must be 1 or more");
    }
}
