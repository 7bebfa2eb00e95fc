// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseHeadTest {
    @Test
    void r40_statusIsTheLastLine() {
        var head = new ResponseHead(303, "See Other");
        head.field("Location", "/there");
        head.field("Set-Cookie", "a=1");
        head.field("Set-Cookie", "b=2");

        assertThat(text(head)).isEqualTo("""
                        Location: /there\r
                        Set-Cookie: a=1\r
                        Set-Cookie: b=2\r
                        Status: 303 See Other\r
                        \r
                        """);
        assertThat(head.status()).isEqualTo(303);
    }

    @Test
    void statusIsTheFirstLineIfAskedFor() {
        var head = new ResponseHead(401, "Unauthorized");
        head.field("WWW-Authenticate", "Bearer");
        head.statusFirst();

        assertThat(text(head)).isEqualTo("Status: 401 Unauthorized\r\nWWW-Authenticate: Bearer\r\n\r\n");
        assertThat(head.length()).isEqualTo(text(head).length());
    }

    @Test
    void aHeadWithoutFieldsIsItsStatus() {
        assertThat(text(new ResponseHead(204, "No Content"))).isEqualTo("Status: 204 No Content\r\n\r\n");
    }

    @Test
    void aFieldMayBeEmpty() {
        var head = new ResponseHead(200, "OK");
        head.field("X-Empty", "");

        assertThat(text(head)).isEqualTo("X-Empty: \r\nStatus: 200 OK\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection",
                "Keep-Alive",
                "Proxy-Connection",
                "Status",
                "TE",
                "Trailer",
                "Transfer-Encoding",
                "Upgrade",
                "transfer-encoding",
                "CONNECTION",
                "sTaTuS"
            })
    void r25_fieldsThatBelongToAConnectionAreLeftOut(String name) {
        var head = new ResponseHead(200, "OK");
        head.field(name, "chunked");

        assertThat(text(head)).isEqualTo("Status: 200 OK\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\0", "a\r\nSet-Cookie: b", "a\n", "\0a"})
    void r25_whatEndsALineIsRefusedWhereverItIs(String text) {
        var head = new ResponseHead(200, "OK");

        assertThatThrownBy(() -> head.field("X", text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> head.field(text, "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> head.field("X" + text, "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> head.field("Connection", text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ResponseHead(200, "OK" + text)).isInstanceOf(IllegalArgumentException.class);
        assertThat(text(head)).isEqualTo("Status: 200 OK\r\n\r\n");
    }

    @Test
    void theMessageNamesTheFieldAndThePlaceAndNotTheValue() {
        assertThatThrownBy(() -> new ResponseHead(200, "OK").field("Set-Cookie", "secret\r\n"))
                .hasMessage("response header field Set-Cookie has the control character 13 at position 6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "X:", "X Y", "Transfer-Encoding ", " X", "X\t", "X(1)", "N\u00e4me", "\u212aeep"})
    void aNameThatIsNotATokenIsRefused(String name) {
        assertThatThrownBy(() -> new ResponseHead(200, "OK").field(name, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a token");
    }

    @Test
    void everyTokenCharacterMayBeInAName() {
        var head = new ResponseHead(200, "OK");
        head.field("!#$%&'*+-.^_`|~09AZaz", "x");

        assertThat(text(head)).startsWith("!#$%&'*+-.^_`|~09AZaz: x\r\n");
    }

    @Test
    void aCharacterIsOneOctetAndOneBeyondThemAQuestionMark() {
        var head = new ResponseHead(200, "Trè\u010d\u010abien");
        head.field("X", "\u00ff\u010d\u010a\u2713\ud83d\ude00!");

        assertThat(text(head)).isEqualTo("X: \u00ff?????!\r\nStatus: 200 Trè??bien\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 99, 100, 101, 199, 1000})
    void onlyFinalStatusesCanBeSent(int status) {
        assertThatThrownBy(() -> new ResponseHead(status, "X"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("status " + status + ", expected 200 to 999");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t "})
    void aReasonPhraseIsNeeded(String phrase) {
        assertThatThrownBy(() -> new ResponseHead(200, phrase))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("status 200 without a reason phrase");
    }

    @Test
    void theLongestHeadFitsOneRecordAndOneByteMoreDoesNot() {
        int rest = "Small: 1\r\nLong: \r\nStatus: 200 OK\r\n\r\n".length();
        var longest = new ResponseHead(200, "OK");
        longest.field("Small", "1");
        longest.field("Long", "x".repeat(65535 - rest));
        assertThat(longest.length()).isEqualTo(65535);
        assertThat(text(longest)).hasSize(65535);

        var tooLong = new ResponseHead(200, "OK");
        tooLong.field("Small", "1");
        tooLong.field("Long", "x".repeat(65536 - rest));
        String message = "response header of 65536 bytes, expected at most 65535; its longest field is Long with "
                + (65536 - rest) + " bytes";
        assertThatThrownBy(tooLong::checkLength)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> tooLong.encode(ByteBuffer.allocate(70_000)))
                .as("nor can it be encoded")
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aReasonPhraseCanBeWhatIsTooLong() {
        var head = new ResponseHead(200, "x".repeat(65536));
        assertThatThrownBy(head::checkLength)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("its longest field is Status");
        head.field("X", "y");
        assertThatThrownBy(head::checkLength).hasMessageContaining("its longest field is Status");
    }

    private static String text(ResponseHead head) {
        ByteBuffer buffer = ByteBuffer.allocate(head.length());
        head.encode(buffer);
        assertThat(buffer.hasRemaining()).as("length() is exact").isFalse();
        return StandardCharsets.ISO_8859_1.decode(buffer.flip()).toString();
    }
}
