// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SampleServer.Running.class)
class HelloServletTest {
    private final SampleServer sample;

    HelloServletTest(SampleServer sample) {
        this.sample = sample;
    }

    @Test
    void answers1024BytesOfText() throws Exception {
        HttpResponse<byte[]> response = sample.send(sample.request("/hello"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).hasSize(1024);
        assertThat(response.headers().firstValue("Content-Length")).contains("1024");
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    }
}
