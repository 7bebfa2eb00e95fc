// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.Allocation;
import dev.slipway.fastcgi.request.Params;
import dev.slipway.fastcgi.request.ReaderLimits;
import dev.slipway.fastcgi.testkit.Pairs;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However many variables there are: the mapping takes memory in proportion to their bytes, garbage included. */
class CgiRequestMemoryTest {
    /** Of an empty pair, which takes two, its places are the most. */
    private static final int ALLOCATED_PER_BYTE = 60;

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "A, ''",
        "HTTP_, ''",
        "HTTP_A, ''",
        "HTTP_COOKIE, a",
        "HTTP_HOST, a",
        "HTTP_FROM, a",
        "HTTPS, on"
    })
    void takesMemoryInProportionToTheParams(String name, String value) throws Exception {
        var block = new ByteArrayOutputStream();
        block.writeBytes(Pairs.encode("REQUEST_METHOD", "GET", "REQUEST_URI", "/"));
        byte[] pair = Pairs.encode(name, value);
        while (block.size() + pair.length <= ReaderLimits.DEFAULT.params().maxLength()) {
            block.writeBytes(pair);
        }
        byte[] bytes = block.toByteArray();
        map(bytes);
        assertThat(Allocation.of(() -> map(bytes))).isLessThan((long) ALLOCATED_PER_BYTE * bytes.length);
    }

    private static void map(byte[] block) throws Exception {
        CgiRequest.from(Params.decode(block, block.length));
    }
}
