// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.scenario;

import static dev.slipway.it.scenario.Scenarios.app;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Pattern26;
import dev.slipway.it.client.Request;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/**
 * Bodies of twice the backend's heap. That they pass shows that they are not kept; that the heap is as before shows that
 * nothing of them is. They take their time: one mode for each way that bytes can take is enough.
 */
public interface LargeTransferScenarios extends Scenarios {
    long LARGE = 200_000_000;
    long GROWTH_LIMIT = 8_000_000;
    int PIECE = 26 * 2520;

    @Test
    default void large_upload_leaves_the_heap_flat() throws IOException {
        long before = site().backend().liveHeap();
        try (Connection connection = Connection.open(site().http())) {
            upload(connection, "/count");
            assertThat(connection.response("POST").text()).isEqualTo(Long.toString(LARGE));
        }
        assertFlat(before);
    }

    @Test
    default void large_download_leaves_the_heap_flat() throws IOException {
        long before = site().backend().liveHeap();
        try (Connection connection = Connection.open(site().http())) {
            connection.send(Request.get(app("/bytes?n=" + LARGE)));
            assertThat(Pattern26.check(connection.body("GET", connection.head())))
                    .isEqualTo(LARGE);
        }
        assertFlat(before);
    }

    /** While the client does not read, neither the backend nor the web server takes more than their buffers hold. */
    @Test
    default void client_that_reads_late_leaves_the_heap_flat() throws IOException {
        long before = site().backend().liveHeap();
        try (Connection connection = Connection.open(site().http(), 64 * 1024)) {
            connection.send(Request.get(app("/bytes?n=" + LARGE)));
            InputStream body = connection.body("GET", connection.head());
            assertThat(site().backend().liveHeap() - before)
                    .as("growth of the heap while nobody reads")
                    .isLessThan(GROWTH_LIMIT);
            assertThat(Pattern26.check(body)).isEqualTo(LARGE);
        }
        assertFlat(before);
    }

    /** While the servlet does not read, the client must not be able to send much. */
    @Test
    default void servlet_that_reads_late_leaves_the_heap_flat() throws Exception {
        long before = site().backend().liveHeap();
        byte[] body = Pattern26.bytes(12_000_000);
        try (Connection connection = Connection.open(site().http());
                Writer writer = Writer.start(() -> connection.send(
                        Request.post(app("/count?bufferSize=65536&msPerRead=1"), "text/plain", body)))) {
            assertThat(site().backend().liveHeap() - before)
                    .as("growth of the heap while the servlet reads slowly")
                    .isLessThan(GROWTH_LIMIT);
            assertThat(connection.response("POST").text()).isEqualTo("12000000");
            writer.ended();
        }
        assertFlat(before);
    }

    static void upload(Connection connection, String path) throws IOException {
        byte[] piece = Pattern26.bytes(PIECE);
        connection.send(Request.of("POST", app(path))
                .with("Content-Type: application/octet-stream")
                .with("Content-Length: " + LARGE));
        for (long left = LARGE; left > 0; left -= PIECE) {
            connection.send(piece, 0, (int) Math.min(left, PIECE));
        }
    }

    default void assertFlat(long before) throws IOException {
        assertThat(site().backend().liveHeap() - before)
                .as("growth of the heap from %s bytes", before)
                .isLessThan(GROWTH_LIMIT);
    }
}
