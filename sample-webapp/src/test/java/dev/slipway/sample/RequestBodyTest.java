// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SampleServer.Running.class)
class RequestBodyTest {
    private final SampleServer sample;

    RequestBodyTest(SampleServer sample) {
        this.sample = sample;
    }

    private static final String LONG_BODY = "slipway ".repeat(100_000);

    @Test
    void countsTheBytesOfABody() throws Exception {
        assertThat(post("/count", LONG_BODY)).isEqualTo("800000");
    }

    @Test
    void countsAFormToo() throws Exception {
        HttpResponse<String> response = sample.sendForText(sample.request("/count?bufferSize=1&msPerRead=1")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("a=1")));

        assertThat(response.body()).isEqualTo("3");
    }

    @Test
    void digestsABody() throws Exception {
        assertThat(post("/digest", "abc"))
                .contains(
                        "\"length\" : 3",
                        "\"sha256\" : \"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"");
    }

    @Test
    void echoesABodyWithoutBlocking() throws Exception {
        assertThat(post("/nio-echo", LONG_BODY)).isEqualTo(LONG_BODY);
    }

    @Test
    void echoesAnEmptyBodyWithoutBlocking() throws Exception {
        assertThat(sample.get("/nio-echo").body()).isEmpty();
        assertThat(post("/nio-echo", "")).isEmpty();
    }

    @Test
    void echoesABodyOfUnknownLengthWithoutBlocking() throws Exception {
        HttpResponse<String> response = sample.sendForText(
                sample.request("/nio-echo").POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(LONG_BODY))));

        assertThat(response.body()).isEqualTo(LONG_BODY);
    }

    @Test
    void ignoresABody() throws Exception {
        assertThat(post("/ignore-body", "abc")).isEqualTo("ignored\n");
    }

    private String post(String path, String body) throws Exception {
        return sample.sendForText(sample.request(path).POST(BodyPublishers.ofString(body)))
                .body();
    }
}
