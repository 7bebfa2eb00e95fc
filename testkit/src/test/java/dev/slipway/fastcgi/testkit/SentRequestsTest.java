// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentRequestsTest {
    private final List<Integer> begun = new ArrayList<>();
    private final SentRequests sent = new SentRequests(begun::add);

    @Test
    void findsRequestsAtEverySplit() {
        byte[] bytes = new WireScript()
                .padding(3)
                .begin(1, WireScript.RESPONDER, true)
                .stdin(1, new byte[300])
                .begin(65535, WireScript.FILTER, false)
                .toBytes();
        for (byte octet : bytes) {
            sent.scan(new byte[] {octet});
        }
        sent.scan(bytes);
        assertThat(begun).containsExactly(1, 65535, 1, 65535);
    }

    @Test
    void stopsAtWhatIsNoRecord() {
        sent.scan(new WireScript()
                .raw(new byte[8])
                .begin(1, WireScript.RESPONDER, true)
                .toBytes());
        assertThat(begun).isEmpty();
    }
}
