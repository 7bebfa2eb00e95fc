// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.scenario;

import static dev.slipway.it.scenario.Scenarios.app;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Request;
import dev.slipway.it.client.Response;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Files of the application, which the container's default servlet serves. */
public interface StaticFileScenarios extends Scenarios {
    String FILE = app("/static/five-megabytes.bin");

    @Test
    default void static_file_is_whole_and_the_same() throws IOException {
        Response here = Connection.exchange(site().https(), Request.get(FILE));
        Response there = reference().exchange(Request.get(FILE));
        assertThat(here.status()).isEqualTo(200);
        assertThat(here.body().length).isEqualTo(there.body().length).isGreaterThanOrEqualTo(5_000_000);
        assertThat(Scenarios.sha256(here.body())).isEqualTo(Scenarios.sha256(there.body()));
        assertThat(here.field("Content-Length")).isEqualTo(there.field("Content-Length"));
        assertThat(here.field("Content-Type")).isEqualTo(there.field("Content-Type"));
        assertThat(here.field("Accept-Ranges")).isEqualTo(there.field("Accept-Ranges"));
    }

    @Test
    default void range_is_answered_with_that_part() throws IOException {
        byte[] whole = site().exchange(Request.get(FILE)).body();
        Response part = site().exchange(Request.get(FILE).with("Range: bytes=1000000-1000099"));
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.field("Content-Range")).hasValue("bytes 1000000-1000099/" + whole.length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, 1_000_000, 1_000_100));
    }

    @Test
    default void several_ranges_are_answered_with_several_parts() throws IOException {
        Response parts = site().exchange(Request.get(FILE).with("Range: bytes=0-9,100-109"));
        assertThat(parts.status()).isEqualTo(206);
        assertThat(parts.field("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("multipart/byteranges"));
    }

    @Test
    default void range_outside_is_refused() throws IOException {
        Response response = site().exchange(Request.get(FILE).with("Range: bytes=999999999-"));
        assertThat(response.status()).isEqualTo(416);
    }

    @Test
    default void etag_saves_the_second_transfer() throws IOException {
        try (Connection connection = Connection.open(site().http())) {
            Response head = connection.exchange(Request.of("HEAD", FILE));
            assertThat(head.status()).isEqualTo(200);
            String tag = head.field("ETag").orElseThrow();
            Response unchanged = connection.exchange(Request.get(FILE).with("If-None-Match: " + tag));
            assertThat(unchanged.status()).isEqualTo(304);
            assertThat(unchanged.body()).isEmpty();
            assertThat(unchanged.field("ETag")).hasValue(tag);
            Response changed = connection.exchange(Request.get(FILE).with("If-None-Match: \"other\""));
            assertThat(changed.status()).isEqualTo(200);
            assertThat(changed.body().length).isGreaterThan(5_000_000 - 1);
        }
    }

    @Test
    default void date_saves_the_second_transfer() throws IOException {
        String date =
                site().exchange(Request.of("HEAD", FILE)).field("Last-Modified").orElseThrow();
        assertThat(site().exchange(Request.get(FILE).with("If-Modified-Since: " + date))
                        .status())
                .isEqualTo(304);
    }
}
