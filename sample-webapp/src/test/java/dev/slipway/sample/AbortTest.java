// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SampleServer.Running.class)
class AbortTest {
    private final SampleServer sample;

    AbortTest(SampleServer sample) {
        this.sample = sample;
    }

    @ParameterizedTest
    @CsvSource({
        "/disconnect?ms=1, DISCONNECT",
        "/stream?ms=1&chunks=1000000, WRITE_FAILURE",
        "/sse?ms=1&events=1000000, WRITE_FAILURE"
    })
    void countsAClientThatGoesAwayWhileItIsWrittenTo(String path, Event event) throws Exception {
        long before = sample.count(event);
        try (Socket socket = sample.connect("GET /sample" + path + " HTTP/1.1\r\nHost: sample\r\n\r\n")) {
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            resetOnClose(socket);
        }

        assertThat(sample.countAbove(before, event)).isGreaterThan(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/count", "/digest", "/echo", "/nio-echo"})
    void countsAClientThatGoesAwayInTheMiddleOfItsBody(String path) throws Exception {
        long before = sample.count(Event.READ_FAILURE);
        try (Socket socket =
                sample.connect("PUT /sample" + path + " HTTP/1.1\r\nHost: sample\r\nContent-Length: 10\r\n\r\nhalf")) {
            socket.shutdownOutput();
            assertThat(sample.countAbove(before, Event.READ_FAILURE)).isGreaterThan(before);
        }
    }

    @Test
    void countsAnAsynchronousTimeout() throws Exception {
        long before = sample.count(Event.ASYNC_TIMEOUT);

        assertThat(sample.get("/async?ms=600000&timeout=10").statusCode()).isEqualTo(500);
        assertThat(sample.count(Event.ASYNC_TIMEOUT)).isGreaterThan(before);
    }

    @Test
    void countsACompletedRequest() throws Exception {
        long before = sample.count(Event.COMPLETED);

        sample.get("/async?ms=1");
        assertThat(sample.countAbove(before, Event.COMPLETED)).isGreaterThan(before);
    }

    private static void resetOnClose(Socket socket) throws Exception {
        socket.setSoLinger(true, 0);
    }
}
