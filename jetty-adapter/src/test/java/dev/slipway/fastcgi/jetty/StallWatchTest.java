// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.Await;
import org.eclipse.jetty.util.NanoTime;
import org.junit.jupiter.api.Test;

class StallWatchTest {
    private final FoundWork work = new FoundWork();

    private static void pass(long millis) {
        long begin = NanoTime.now();
        Await.until(() -> NanoTime.millisSince(begin) >= millis, TestServer.PATIENCE, "time stands still");
    }

    @Test
    void theTimeRunsFromTheFirstBegin() {
        StallWatch watch = new StallWatch(20);
        watch.begin(work);
        pass(20);
        watch.begin(work);
        assertThat(watch.isOver()).isTrue();
    }

    @Test
    void aConnectionThatIsReadIsNotStalled() {
        StallWatch watch = new StallWatch(1);
        watch.begin(work);
        pass(2);
        watch.end();
        assertThat(watch.isOver()).isFalse();
    }

    @Test
    void theTimeBeginsAnewAfterSomethingWasRead() {
        StallWatch watch = new StallWatch(3_600_000);
        watch.begin(work);
        pass(2);
        watch.end();
        watch.begin(work);
        assertThat(watch.isOver()).isFalse();
    }
}
