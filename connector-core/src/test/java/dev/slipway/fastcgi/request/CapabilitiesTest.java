// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {
    @Test
    void knowsTheThreeNamesOfTheSpecification() {
        var capabilities = new Capabilities(3, 40, false);

        assertThat(capabilities.valuesFor(Set.of("FCGI_MAX_CONNS", "FCGI_MAX_REQS", "FCGI_MPXS_CONNS", "FCGI_X")))
                .containsOnlyKeys("FCGI_MAX_CONNS", "FCGI_MAX_REQS", "FCGI_MPXS_CONNS")
                .containsEntry("FCGI_MAX_CONNS", "3")
                .containsEntry("FCGI_MAX_REQS", "40")
                .containsEntry("FCGI_MPXS_CONNS", "0");
        assertThat(new Capabilities(3, 40, true).valuesFor(Set.of("FCGI_MPXS_CONNS")))
                .containsEntry("FCGI_MPXS_CONNS", "1");
    }

    @Test
    void cannotBeToDoNothing() {
        assertThatThrownBy(() -> new Capabilities(0, 1, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxConnections 0 and maxRequests 1 must be 1 or more");
        assertThatThrownBy(() -> new Capabilities(1, 0, false)).isInstanceOf(IllegalArgumentException.class);
    }
}
