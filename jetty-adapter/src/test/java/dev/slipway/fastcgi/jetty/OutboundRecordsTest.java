// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboundRecordsTest {
    private final ArrayByteBufferPool.Tracking pool = new ArrayByteBufferPool.Tracking();
    private final RetainableByteBuffer framing = pool.acquire(100, false);
    private final List<String> told = new ArrayList<>();
    private final List<ByteBuffer> out = new ArrayList<>();

    private OutboundRecords records(int... lengths) {
        List<ByteBuffer> buffers = new ArrayList<>();
        for (int length : lengths) {
            buffers.add(ByteBuffer.allocate(length));
        }
        return new OutboundRecords(1, null, buffers, framing, teller("written"));
    }

    private Callback teller(String name) {
        return Callback.from(() -> told.add(name), failure -> told.add(name + " " + failure.getMessage()));
    }

    private List<Integer> taken() {
        List<Integer> lengths = out.stream().map(ByteBuffer::remaining).toList();
        out.clear();
        return lengths;
    }

    @AfterEach
    void theFramingIsReleasedOnce() {
        assertThat(pool.getLeaks()).isEmpty();
        assertThat(framing.isRetained()).isFalse();
    }

    @Test
    void allIsTakenAtOnceWhenThereIsNoTurn() {
        OutboundRecords records = records(8, 1000, 8, 500, 24);
        assertThat(records.take(Long.MAX_VALUE, out)).isTrue();
        assertThat(taken()).containsExactly(8, 1000, 8, 500, 24);
        records.complete(null);
        assertThat(told).containsExactly("written");
    }

    @Test
    void aTurnEndsWithARecord() {
        OutboundRecords records = records(8, 1000, 8, 1000, 8, 500, 24);
        assertThat(records.take(1, out)).isFalse();
        assertThat(taken()).containsExactly(8, 1000);
        assertThat(records.take(1009, out)).isFalse();
        assertThat(taken()).as("8 and 1000 are not enough").containsExactly(8, 1000, 8, 500);
        assertThat(records.take(1009, out)).isTrue();
        assertThat(taken()).containsExactly(24);
        records.complete(null);
        assertThat(told).containsExactly("written");
    }

    @Test
    void whatIsExactlyEnoughIsAll() {
        OutboundRecords records = records(8, 1000);
        assertThat(records.take(1008, out)).isTrue();
        records.complete(null);
    }

    @Test
    void whatIsCancelledIsNotTakenAndFailsWhenTheRestIsWritten() {
        OutboundRecords records = records(8, 1000, 8, 1000);
        records.take(1, out);
        taken();
        records.cancel(new IOException("cancelled"));
        assertThat(told).isEmpty();
        assertThat(records.take(1, out)).isTrue();
        assertThat(taken()).isEmpty();
        records.complete(null);
        assertThat(told).containsExactly("written cancelled");
    }

    @Test
    void aFailureIsToldBeforeACancellation() {
        OutboundRecords records = records(8);
        records.cancel(new IOException("cancelled"));
        records.complete(new IOException("broken"));
        assertThat(told).containsExactly("written broken");
    }

    @Test
    void anotherCallbackFailsWhenTheseAreWrittenOrNot() {
        OutboundRecords records = records(8);
        records.thenFail(new IOException("given up"), teller("other"));
        records.complete(null);
        assertThat(told).containsExactly("written", "other given up");
    }
}
