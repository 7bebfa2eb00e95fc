// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefusedPeersTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000);
    private final RefusedPeers refused = new RefusedPeers(now::get);

    @Test
    void eachPeerIsToldOfOnceInAMinute() {
        assertThat(refused.isNews("192.0.2.7")).isTrue();
        assertThat(refused.isNews("192.0.2.8")).isTrue();
        now.addAndGet(TimeUnit.SECONDS.toNanos(59));
        assertThat(refused.isNews("192.0.2.7")).isFalse();

        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(refused.isNews("192.0.2.7")).isTrue();
        assertThat(refused.isNews("192.0.2.7")).isFalse();
    }

    @Test
    void aFloodIsNotToldOf() {
        for (int i = 0; i < RefusedPeers.MOST_IN_A_MINUTE; i++) {
            assertThat(refused.isNews("peer " + i)).isTrue();
        }
        assertThat(refused.isNews("one more")).isFalse();

        now.addAndGet(TimeUnit.MINUTES.toNanos(1));
        assertThat(refused.isNews("one more")).isTrue();
    }
}
