// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ResourceSnapshotTest {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(10);

    @Test
    void findsAThreadUntilItEnds() {
        var before = ResourceSnapshot.now();
        var end = new CountDownLatch(1);
        new Thread(() -> awaitUninterrupted(end), "left-behind").start();
        assertThatThrownBy(() -> before.awaitNoNewThreads("left-behind"::equals, SHORT))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("threads left behind: [left-behind]");
        assertThat(ResourceSnapshot.now().threadNames()).contains("left-behind");
        end.countDown();
        before.awaitNoNewThreads("left-behind"::equals, LONG);
    }

    @Test
    void findsADescriptorUntilItIsClosed() throws Exception {
        ServerSocketChannel.open().close();
        var before = ResourceSnapshot.now();
        assumeTrue(before.descriptorCount() > 0);
        try (var left = ServerSocketChannel.open()) {
            assertThat(left.isOpen()).isTrue();
            assertThatThrownBy(() -> before.awaitNoMoreDescriptors(SHORT))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("socket:");
        }
        before.awaitNoMoreDescriptors(LONG);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
