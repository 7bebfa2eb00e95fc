// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LookIntervalTest {
    private static final long START = 1_000_000;

    private final LookInterval interval = new LookInterval(200, START);

    @Test
    void isLongBeforeAnybodyWasNeeded() {
        assertThat(interval.at(START)).isEqualTo(1000);
    }

    @Test
    void isShortWhileSomebodyIsNeededAndGrowsAfterIt() {
        interval.goes(START);
        assertThat(interval.at(START + 1)).isEqualTo(200);
        assertThat(interval.at(START + 6_400)).isEqualTo(200);
        assertThat(interval.at(START + 16_000)).isEqualTo(500);
        assertThat(interval.at(START + 32_000)).isEqualTo(1000);
        assertThat(interval.at(START + 1_000_000)).isEqualTo(1000);
    }

    @Test
    void isAsBeforeForWhoCameBackAtOnce() {
        long before = interval.goes(START);
        interval.cameBack(before, START, START + 199);
        assertThat(interval.at(START + 200)).isEqualTo(1000);
    }

    @Test
    void isShortForWhoStayed() {
        long before = interval.goes(START);
        interval.cameBack(before, START, START + 200);
        assertThat(interval.at(START + 200)).isEqualTo(200);
    }
}
