// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.protocol.Role;
import dev.slipway.fastcgi.request.Transcript.Answering;
import dev.slipway.fastcgi.testkit.RecordedTraffic;
import dev.slipway.fastcgi.testkit.WireScript;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However the network cuts the bytes, {@link RequestReader} says the same of them. */
class EverySplitTest {
    /** Up to this length all splits in two are tried, beyond it the first ones and a sample. */
    private static final int SHORT = 1000;

    private static final int SAMPLES = 200;

    static Stream<Scenario> scenarios() {
        Stream<Scenario> recorded = RecordedTraffic.loadAll(EverySplitTest.class, "/captures").stream()
                .map(traffic -> new Scenario(
                        traffic.name(),
                        Scenario.FOUR_AT_ONCE,
                        Set.of(Role.RESPONDER),
                        Answering.AT_STDIN_END,
                        new WireScript().raw(traffic.bytes()),
                        "recorded"));
        return Stream.concat(Scenario.all().stream(), recorded);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void whereTheBytesAreCutMakesNoDifference(Scenario scenario) {
        byte[] bytes = scenario.script().toBytes();
        List<String> whole = transcript(scenario, bytes);

        for (int cut = 1; cut < Math.min(bytes.length, SHORT); cut++) {
            assertThat(transcript(scenario, bytes, cut)).as("cut at %d", cut).isEqualTo(whole);
        }
        assertThat(transcript(scenario, bytes, everyByte(bytes.length)))
                .as("byte by byte")
                .isEqualTo(whole);
        var random = new Random(bytes.length);
        for (int i = 0; i < SAMPLES; i++) {
            int[] cuts = random.ints(1 + random.nextInt(12), 0, bytes.length + 1)
                    .sorted()
                    .toArray();
            assertThat(transcript(scenario, bytes, cuts)).as("cut at %s", cuts).isEqualTo(whole);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void inWhichBufferTheBytesAreMakesNoDifference(Scenario scenario) {
        byte[] bytes = scenario.script().toBytes();
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length + 20)
                .position(13)
                .put(bytes)
                .limit(13 + bytes.length)
                .position(13);
        var transcript = scenario.newTranscript();
        transcript.feed(direct.asReadOnlyBuffer());

        assertThat(transcript.lines()).isEqualTo(transcript(scenario, bytes));
    }

    private static int[] everyByte(int length) {
        int[] cuts = new int[length];
        for (int i = 0; i < length; i++) {
            cuts[i] = i;
        }
        return cuts;
    }

    /** The transcript of the pieces between the cuts, each at the start of the same buffer. */
    private static List<String> transcript(Scenario scenario, byte[] bytes, int... cuts) {
        var transcript = scenario.newTranscript();
        byte[] memory = new byte[bytes.length];
        int begin = 0;
        for (int i = 0; i <= cuts.length; i++) {
            int end = i < cuts.length ? cuts[i] : bytes.length;
            System.arraycopy(bytes, begin, memory, 0, end - begin);
            transcript.feed(ByteBuffer.wrap(memory, 0, end - begin));
            begin = end;
        }
        return transcript.lines();
    }
}
