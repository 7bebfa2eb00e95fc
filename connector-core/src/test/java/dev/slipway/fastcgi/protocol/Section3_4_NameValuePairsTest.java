// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fastcgi.Allocation;
import dev.slipway.fastcgi.Hex;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link NameValuePairs}: the place where implementations of this protocol were broken most often. */
class Section3_4_NameValuePairsTest {
    @Test
    void aPairIsTwoLengthsAndTwoTexts() throws ConnectionException {
        assertThat(decode("0305" + "414243" + "68656c6c6f" + "0100" + "44" + "0001" + "78" + "0000"))
                .containsExactly("ABC=hello", "D=", "=x", "=");
        assertThat(Hex.of(encode("ABC", "hello"))).isEqualTo("0305" + "414243" + "68656c6c6f");
        assertThat(Hex.of(encode("D", ""))).isEqualTo("0100" + "44");
        assertThat(Hex.of(encode("", ""))).isEqualTo("0000");
        assertThat(decode("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0,     00",
        "1,     01",
        "127,   7f",
        "128,   80000080",
        "255,   800000ff",
        "256,   80000100",
        "32767, 80007fff",
        "32768, 80008000",
        "65535, 8000ffff",
        "65536, 80010000",
    })
    void r02_aLengthBelow128IsOneByteAndAnyOtherFour(int length, String encodedLength) throws ConnectionException {
        String text = "x".repeat(length);
        String textHex = "78".repeat(length);

        String longName = encodedLength + "01" + textHex + "79";
        assertThat(Hex.of(encode(text, "y"))).isEqualTo(longName);
        assertThat(decode(longName + "0101" + "4142")).containsExactly(text + "=y", "A=B");

        String longValue = "01" + encodedLength + "79" + textHex;
        assertThat(Hex.of(encode("y", text))).isEqualTo(longValue);
        assertThat(decode(longValue + "0101" + "4142")).containsExactly("y=" + text, "A=B");

        assertThat(NameValuePairs.encodedLength(length, 1)).isEqualTo(longName.length() / 2);
        assertThat(NameValuePairs.encodedLength(1, length)).isEqualTo(longValue.length() / 2);
    }

    @Test
    void fourBytesMayBeSpentOnASmallLength() throws ConnectionException {
        assertThat(decode("80000001" + "80000002" + "41" + "6262" + "01" + "80000000" + "43"))
                .containsExactly("A=bb", "C=");
        assertThat(decode("80000000" + "80000000")).containsExactly("=");
        assertThat(decode("8000007f" + "00" + "78".repeat(127))).containsExactly("x".repeat(127) + "=");
    }

    @ParameterizedTest
    @CsvSource({
        "ffffffff,         00,       2147483647+0",
        "00,               ffffffff, 0+2147483647",
        "ffffffff,         ffffffff, 2147483647+2147483647",
        "ffffffff,         01,       2147483647+1",
        "80010000,         00,       65536+0",
        "80000001,         fffffffd, 1+2147483645",
        "03,               00,       3+0",
        "00,               03,       0+3",
        "02,               01,       2+1",
    })
    void r01_whatIsAnnouncedButNotThereIsMalformedAndNotAllocated(String name, String value, String lengths)
            throws Exception {
        byte[] block = Hex.bytes(name + value + "4142");
        assertMalformed(
                () -> NameValuePairs.decode(block, block.length, REFUSE),
                "name-value pair of " + lengths + " bytes, but only 2 are left of its block");
        assertThat(Allocation.of(() -> assertThatMalformed(block))).isLessThan(16 * 1024);
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "8000", "800000", "0180", "018000", "01800000", "8000000180", "80000001800000"})
    void aBlockThatEndsInsideALengthIsMalformed(String block) {
        assertMalformed(() -> decode(block), "block of name-value pairs ends inside a four-byte length");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "01", "7f", "80000000", "ffffffff"})
    void aBlockThatEndsBetweenTheLengthsIsMalformed(String block) {
        assertMalformed(() -> decode(block), "block of name-value pairs ends before a length");
    }

    @Test
    void r05_aBlockThatIsCutAnywhereIsMalformedUnlessItIsCutBetweenPairs() throws ConnectionException {
        String whole = "0102" + "41" + "6262" + "80000003" + "01" + "434343" + "64";
        List<Integer> ends = new ArrayList<>();
        for (int length = 0; length <= whole.length() / 2; length++) {
            String cut = whole.substring(0, 2 * length);
            try {
                decode(cut);
                ends.add(length);
            } catch (ConnectionException e) {
                assertThat(e.reason()).isEqualTo(ConnectionException.Reason.MALFORMED);
            }
        }
        assertThat(ends).containsExactly(0, 5, 14);
    }

    @Test
    void whatIsBehindTheBlockInItsArrayIsNotRead() {
        byte[] array = Hex.bytes("0102" + "41" + "6262");
        assertMalformed(
                () -> NameValuePairs.decode(array, 4, REFUSE),
                "name-value pair of 1+2 bytes, but only 2 are left of its block");
        byte[] lengthCut = Hex.bytes("80000001" + "00" + "41");
        assertMalformed(
                () -> NameValuePairs.decode(lengthCut, 3, REFUSE),
                "block of name-value pairs ends inside a four-byte length");
    }

    @Test
    void octetsAreKeptAsTheyAre() throws ConnectionException {
        byte[] octets = new byte[256];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) i;
        }
        assertThat(decode("80000100" + "80000100" + Hex.of(octets) + Hex.of(octets)))
                .containsExactly(latin1(octets) + "=" + latin1(octets));
    }

    private static final NameValuePairs.PairConsumer REFUSE = (nameOffset, nameLength, valueOffset, valueLength) -> {
        throw new AssertionError("a pair at " + nameOffset);
    };

    private static void assertMalformed(ThrowingCallable decoding, String message) {
        assertThatThrownBy(decoding)
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        e -> assertThat(e.reason()).isEqualTo(ConnectionException.Reason.MALFORMED))
                .hasMessage(message);
    }

    private static void assertThatMalformed(byte[] block) {
        try {
            NameValuePairs.decode(block, block.length, REFUSE);
            throw new AssertionError("decoded");
        } catch (ConnectionException e) {
            // expected, and cheap
        }
    }

    private static List<String> decode(String block) throws ConnectionException {
        byte[] bytes = Hex.bytes(block);
        List<String> pairs = new ArrayList<>();
        NameValuePairs.decode(
                bytes,
                bytes.length,
                (nameOffset, nameLength, valueOffset, valueLength) ->
                        pairs.add(latin1(Arrays.copyOfRange(bytes, nameOffset, nameOffset + nameLength)) + "="
                                + latin1(Arrays.copyOfRange(bytes, valueOffset, valueOffset + valueLength))));
        return pairs;
    }

    private static ByteBuffer encode(String name, String value) {
        ByteBuffer buffer = ByteBuffer.allocate(NameValuePairs.encodedLength(name.length(), value.length()));
        NameValuePairs.encode(
                name.getBytes(StandardCharsets.ISO_8859_1), value.getBytes(StandardCharsets.ISO_8859_1), buffer);
        assertThat(buffer.hasRemaining()).isFalse();
        return buffer.flip();
    }

    private static String latin1(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
