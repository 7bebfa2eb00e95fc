// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.Hex;
import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.AnswerReader;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A refusal is an ordinary answer: front ends hang or show an empty 200 when they get END_REQUEST alone. */
class RefusalTest {
    @ParameterizedTest
    @CsvSource({
        "TOO_MANY_REQUESTS, 503, Service Unavailable",
        "TOO_MUCH_SKIPPED, 503, Service Unavailable",
        "ROLE_NOT_SERVED, 500, Internal Server Error",
        "PARAMS_TIMEOUT, 408, Request Timeout",
        "PARAMS_TOO_LONG, 431, Request Header Fields Too Large",
        "TOO_MANY_PARAMS, 431, Request Header Fields Too Large",
        "PARAM_VALUE_TOO_LONG, 431, Request Header Fields Too Large",
        "TOO_MUCH_PENDING, 503, Service Unavailable",
    })
    void isAnHttpAnswerThatEndsTheRequestNormally(Refusal refusal, int status, String reason) {
        ByteBuffer bytes = refusal.encode(0x1234);
        Answer answer = AnswerReader.readOne(array(bytes), 0x1234);

        assertThat(refusal.status()).isEqualTo(status);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.reason()).isEqualTo(reason);
        assertThat(answer.headInOneRecord()).isTrue();
        assertThat(answer.statusIsLastField()).isTrue();
        assertThat(answer.value("Content-Type")).contains("text/plain;charset=us-ascii");
        assertThat(answer.value("Content-Length")).contains("" + answer.bodyLength());
        assertThat(answer.bodyText()).endsWith(".\n");
        assertThat(answer.protocolStatus()).hasValue(0);
        assertThat(answer.appStatus()).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource
    void endsInTheseBytes(Refusal refusal) {
        assertThat(Hex.of(refusal.encode(3))).endsWith("0106000300000000" + "0103000300080000" + "0000000000000000");
    }

    private static byte[] array(ByteBuffer buffer) {
        return Hex.bytes(Hex.of(buffer));
    }
}
