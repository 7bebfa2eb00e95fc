// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(SampleServer.Running.class)
class BadOptionTest {
    private final SampleServer sample;

    BadOptionTest(SampleServer sample) {
        this.sample = sample;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/bytes | n is missing: expected a whole number from 0 to 1099511627776",
                "/bytes?n=abc | n=abc: expected a whole number from 0 to 1099511627776",
                "/bytes?n=-1 | n=-1: expected a whole number from 0 to 1099511627776",
                "/bytes?n=99999999999999999999 | n=99999999999999999999: expected a whole number from 0 to 1099511627776",
                "/bytes?n=%C3%A9 | n=é: expected a whole number from 0 to 1099511627776",
                "/status | code is missing: expected a whole number from 200 to 599",
                "/status?code=199 | code=199: expected a whole number from 200 to 599",
                "/status?code=600 | code=600: expected a whole number from 200 to 599",
                "/throw?when=never | when=never: expected before or after",
                "/session?end=maybe | end=maybe: expected false or true",
                "/async?ms=-1 | ms=-1: expected a whole number from 0 to 600000",
                "/async?timeout=x | timeout=x: expected a whole number from 0 to 600000",
                "/slow?ms=600001 | ms=600001: expected a whole number from 0 to 600000",
                "/stream?chunks=x | chunks=x: expected a whole number from 0 to 1000000",
                "/sse?events=x | events=x: expected a whole number from 0 to 1000000",
                "/disconnect?ms=x | ms=x: expected a whole number from 0 to 600000",
                "/count?bufferSize=0 | bufferSize=0: expected a whole number from 1 to 1048576",
                "/headers-out?count=x | count=x: expected a whole number from 0 to 10000",
                "/headers-out?size=x | size=x: expected a whole number from 0 to 1048576",
                "/events?ms=1&event=x | event=x: expected bodiesBegun or begun or writeFailures or readFailures or asyncErrors or asyncTimeouts or disconnects or completed",
            })
    void isAnsweredWithASentence(String path, String sentence) throws Exception {
        HttpResponse<byte[]> response = sample.send(sample.request(path));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains(sentence);
    }

    @Test
    void isAnsweredWhenAPercentStandsAlone() throws Exception {
        try (Socket socket = sample.connect("GET /sample/bytes?n=%zz HTTP/1.0\r\n\r\n")) {
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("HTTP/1.1 400", "%zz: expected % to be followed by two hexadecimal digits");
        }
    }
}
