// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.Hex;
import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.testkit.RecordTypes;
import dev.slipway.fastcgi.testkit.WireScript;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the protocol answers by itself. */
class Section4_ManagementRecordsTest {
    /** FCGI_MAX_REQS and FCGI_MPXS_CONNS, as HAProxy asks. */
    private static final String HAPROXY_ASKS =
            "0109000000200000" + "0d00" + "464347495f4d41585f52455153" + "0f00" + "464347495f4d5058535f434f4e4e53";

    @ParameterizedTest
    @CsvSource({
        "1,   true,  010a000000220000 0d01 464347495f4d41585f52455153 31     0f01 464347495f4d5058535f434f4e4e53 31",
        "200, false, 010a000000240000 0d03 464347495f4d41585f52455153 323030 0f01 464347495f4d5058535f434f4e4e53 30",
    })
    void haproxyIsAnsweredInTheseBytes(int maxRequests, boolean multiplexing, String result) throws Exception {
        var reader = new RequestReader(new Capabilities(9, maxRequests, multiplexing), ReaderLimits.DEFAULT);
        ByteBuffer input = Hex.buffer(HAPROXY_ASKS);

        assertThat(reader.next(input)).isEqualTo(RequestEvent.REPLY);
        assertThat(reader.requestId()).isZero();
        assertThat(Hex.of(reader.reply().records())).isEqualTo(result.replace(" ", ""));
        assertThat(reader.reply().refusal()).isNull();
        assertThat(reader.reply().thenClose()).isFalse();
        assertThat(reader.next(input)).isEqualTo(RequestEvent.NEEDS_INPUT);
    }

    @Test
    void unknownNamesAreLeftOutAndNoneIsAnsweredByNone() {
        assertThat(Transcript.of(new WireScript().getValues("FCGI_NOTHING").getValues()))
                .containsExactly("0 REPLY GET_VALUES_RESULT", "0 REPLY GET_VALUES_RESULT");
    }

    @Test
    void aNameThatIsAskedTwiceIsAnsweredOnce() {
        assertThat(Transcript.of(new WireScript().getValues("FCGI_MAX_REQS", "FCGI_MAX_REQS")))
                .containsExactly("0 REPLY GET_VALUES_RESULT FCGI_MAX_REQS=50");
    }

    @Test
    void valuesThatComeWithTheNamesAreIgnored() {
        byte[] content = Hex.bytes("0d03" + "464347495f4d41585f52455153" + "393939");
        assertThat(Transcript.of(new WireScript().record(RecordTypes.GET_VALUES, 0, content)))
                .containsExactly("0 REPLY GET_VALUES_RESULT FCGI_MAX_REQS=50");
    }

    @ParameterizedTest
    @CsvSource({
        "0d, block of name-value pairs ends before a length",
        "0d00ff, 'name-value pair of 13+0 bytes, but only 1 are left of its block'",
        "ffffffff00, 'name-value pair of 2147483647+0 bytes, but only 0 are left of its block'",
        "8000, block of name-value pairs ends inside a four-byte length",
    })
    void malformedNamesCloseTheConnection(String content, String message) {
        assertThat(Transcript.of(new WireScript().record(RecordTypes.GET_VALUES, 0, Hex.bytes(content))))
                .containsExactly("CLOSED MALFORMED " + message);
    }

    @Test
    void anUnknownTypeIsAnsweredBeforeItsContentHasCome() throws ConnectionException {
        var reader = new RequestReader(Transcript.CAPABILITIES, ReaderLimits.DEFAULT);
        ByteBuffer header = Hex.buffer("01630000ffff0000");

        assertThat(reader.next(header)).isEqualTo(RequestEvent.REPLY);
        assertThat(Hex.of(reader.reply().records())).isEqualTo("010b000000080000" + "6300000000000000");
        assertThat(reader.next(header)).isEqualTo(RequestEvent.NEEDS_INPUT);
        assertThat(reader.next(ByteBuffer.allocate(65535))).isEqualTo(RequestEvent.NEEDS_INPUT);
        assertThat(reader.next(Hex.buffer(HAPROXY_ASKS))).isEqualTo(RequestEvent.REPLY);
    }
}
