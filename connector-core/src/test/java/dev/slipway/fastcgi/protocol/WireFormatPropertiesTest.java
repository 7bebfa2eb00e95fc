// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.Pairs;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for any pairs and any header: what was encoded is decoded as it was, and what was decoded is encoded so. */
class WireFormatPropertiesTest {
    /** Octets of the lengths where the coding changes, and of any other. */
    @Provide
    Arbitrary<byte[]> octets() {
        Arbitrary<Integer> lengths = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 40),
                Arbitraries.of(126, 127, 128, 129, 255, 256, 257),
                Arbitraries.integers().between(0, 3000));
        return lengths.flatMap(length -> Arbitraries.bytes().array(byte[].class).ofSize(length))
                .withoutEdgeCases();
    }

    @Property
    void encodedPairsAreDecodedAsTheyWere(@ForAll @Size(max = 12) List<@From("octets") byte[]> texts)
            throws ConnectionException {
        byte[] block = encode(texts);
        assertThat(decode(block)).usingElementComparator(Arrays::compare).containsExactlyElementsOf(pairs(texts));
    }

    @Property
    void pairsAreEncodedAsTheTestKitEncodesThem(@ForAll @Size(max = 12) List<@From("octets") byte[]> texts) {
        var expected = new ByteArrayOutputStream();
        List<byte[]> pairs = pairs(texts);
        for (int i = 0; i < pairs.size(); i += 2) {
            expected.writeBytes(Pairs.encode(pairs.get(i), pairs.get(i + 1)));
        }
        assertThat(encode(texts)).isEqualTo(expected.toByteArray());
    }

    @Property
    void aBlockThatIsCutGivesItsFirstPairsOrIsMalformed(
            @ForAll @Size(max = 12) List<@From("octets") byte[]> texts, @ForAll @IntRange(max = 40_000) int cut) {
        byte[] block = encode(texts);
        byte[] whole = Arrays.copyOf(block, Math.min(cut, block.length));
        List<byte[]> decoded;
        try {
            decoded = decode(whole);
        } catch (ConnectionException e) {
            assertThat(e.reason()).isEqualTo(ConnectionException.Reason.MALFORMED);
            assertThat(whole).hasSizeLessThan(block.length);
            return;
        }
        assertThat(decoded)
                .usingElementComparator(Arrays::compare)
                .containsExactlyElementsOf(pairs(texts).subList(0, decoded.size()));
        assertThat(encode(decoded)).isEqualTo(whole);
    }

    @Property(edgeCases = EdgeCasesMode.NONE) // of five numbers there are more than tries; RecordHeaderTest has some
    void aHeaderIsDecodedAsItWasEncoded(
            @ForAll @IntRange(max = 255) int version,
            @ForAll @IntRange(max = 255) int typeCode,
            @ForAll @IntRange(max = 65535) int requestId,
            @ForAll @IntRange(max = 65535) int contentLength,
            @ForAll @IntRange(max = 255) int paddingLength) {
        var header = new RecordHeader(version, typeCode, requestId, contentLength, paddingLength);
        ByteBuffer buffer = ByteBuffer.allocate(RecordHeader.LENGTH);
        header.encode(buffer);
        assertThat(buffer.hasRemaining()).isFalse();
        assertThat(RecordHeader.decode(buffer.flip())).isEqualTo(header);
        assertThat(buffer.array()[RecordHeader.LENGTH - 1])
                .as("the reserved byte")
                .isZero();
    }

    @Property
    void eightBytesAreEncodedAsTheyWereButForTheReservedOne(@ForAll @Size(RecordHeader.LENGTH) byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(RecordHeader.LENGTH);
        RecordHeader.decode(ByteBuffer.wrap(bytes)).encode(buffer);
        bytes[RecordHeader.LENGTH - 1] = 0;
        assertThat(buffer.array()).isEqualTo(bytes);
    }

    /** Names and values in turn; an odd one at the end is left out. */
    private static List<byte[]> pairs(List<byte[]> texts) {
        return texts.subList(0, texts.size() & ~1);
    }

    private static byte[] encode(List<byte[]> texts) {
        List<byte[]> pairs = pairs(texts);
        int length = 0;
        for (int i = 0; i < pairs.size(); i += 2) {
            length += NameValuePairs.encodedLength(pairs.get(i).length, pairs.get(i + 1).length);
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        for (int i = 0; i < pairs.size(); i += 2) {
            NameValuePairs.encode(pairs.get(i), pairs.get(i + 1), buffer);
        }
        assertThat(buffer.hasRemaining()).isFalse();
        return buffer.array();
    }

    private static List<byte[]> decode(byte[] block) throws ConnectionException {
        List<byte[]> pairs = new ArrayList<>();
        NameValuePairs.decode(block, block.length, (nameOffset, nameLength, valueOffset, valueLength) -> {
            pairs.add(Arrays.copyOfRange(block, nameOffset, nameOffset + nameLength));
            pairs.add(Arrays.copyOfRange(block, valueOffset, valueOffset + valueLength));
        });
        return pairs;
    }
}
