// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Pattern26;
import dev.slipway.it.client.Response;
import org.junit.jupiter.api.Test;

/** Large bodies, also both ways at once; not for a web server that passes on the whole request before it reads an answer. */
public interface LargeBodyScenarios extends LargeTransferScenarios {
    /** Up and down at once, without a thread: the client reads in another thread than it writes. */
    @Test
    default void large_non_blocking_echo_leaves_the_heap_flat() throws Exception {
        long before = site().backend().liveHeap();
        try (Connection connection = Connection.open(site().http());
                Writer writer = Writer.start(() -> LargeTransferScenarios.upload(connection, "/nio-echo"))) {
            Response head = connection.head();
            assertThat(head.status()).isEqualTo(200);
            assertThat(Pattern26.check(connection.body("POST", head))).isEqualTo(LARGE);
            writer.ended();
        }
        assertFlat(before);
    }
}
