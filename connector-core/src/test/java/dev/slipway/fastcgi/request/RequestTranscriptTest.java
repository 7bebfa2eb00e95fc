// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link RequestReader} makes of what front ends send, in one piece; {@link EverySplitTest} cuts it. */
class RequestTranscriptTest {
    static List<Scenario> scenarios() {
        return Scenario.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void saysWhatTheRecordsMean(Scenario scenario) {
        var transcript = scenario.newTranscript();
        transcript.feed(scenario.script().toByteBuffer());

        assertThat(String.join("\n", transcript.lines()))
                .isEqualTo(scenario.transcript().strip());
    }
}
