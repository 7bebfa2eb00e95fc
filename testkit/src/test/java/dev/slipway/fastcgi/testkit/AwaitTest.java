// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {
    @Test
    void returnsAsSoonAsTheConditionHolds() {
        var calls = new AtomicInteger();
        Await.until(() -> calls.incrementAndGet() == 3, Duration.ofSeconds(10), "three calls");
        assertThat(calls).hasValue(3);
    }

    @Test
    void failsWhenTheTimeIsOver() {
        assertThatThrownBy(() -> Await.until(() -> false, Duration.ofMillis(10), "nothing"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("not within PT0.01S: nothing");
    }

    @Test
    void failsWhenInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Await.until(() -> false, Duration.ofSeconds(10), "nothing"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("interrupted while waiting: nothing");
        assertThat(Thread.interrupted()).isTrue();
    }
}
