// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.testkit.Pairs;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParamTableTest {
    private static Params params(String... namesAndValues) throws ConnectionException {
        byte[] block = Pairs.encode(namesAndValues);
        return Params.decode(block, block.length);
    }

    @Test
    void aNameIsFoundWhateverItsValueIs() throws Exception {
        ParamTable<String> table = ParamTable.ofNames(16, 100);
        table.put(params("SERVER_NAME", "a"), 0, "the name");
        assertThat(table.get(params("X", "1", "SERVER_NAME", "b"), 1)).isEqualTo("the name");
        assertThat(table.get(params("SERVER_NAMES", "a"), 0)).isNull();
        assertThat(table.get(params("SERVER_NAM", "Ea"), 0)).isNull();
        assertThat(table.get(params("server_name", "a"), 0)).isNull();
    }

    @Test
    void aPairIsFoundOnlyIfBothAreTheSame() throws Exception {
        ParamTable<String> table = ParamTable.ofPairs(16, 100);
        table.put(params("AB", "C"), 0, "AB=C");
        assertThat(table.get(params("AB", "C"), 0)).isEqualTo("AB=C");
        assertThat(table.get(params("A", "BC"), 0)).isNull();
        assertThat(table.get(params("ABC", ""), 0)).isNull();
        assertThat(table.get(params("AB", "D"), 0)).isNull();
        assertThat(table.get(params("AB", ""), 0)).isNull();
    }

    @Test
    void whatWasPutInDoesNotChangeWithTheRequestItCameFrom() throws Exception {
        ParamTable<String> table = ParamTable.ofPairs(16, 100);
        byte[] block = Pairs.encode("NAME", "a long value");
        table.put(Params.decode(block, block.length), 0, "meaning");
        block[block.length - 1] = 'X';
        assertThat(table.get(params("NAME", "a long value"), 0)).isEqualTo("meaning");
        assertThat(table.get(params("NAME", "a long valuX"), 0)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 15, 16, 17, 96})
    void everyLengthIsFound(int length) throws Exception {
        ParamTable<Integer> table = ParamTable.ofPairs(16, 100);
        String value = "x".repeat(length);
        table.put(params("NAME", value), 0, length);
        assertThat(table.get(params("NAME", value), 0)).isEqualTo(length);
    }

    @Test
    void whatIsTooLongIsNotKept() throws Exception {
        ParamTable<String> table = ParamTable.ofPairs(16, 10);
        table.put(params("NAME", "1234567"), 0, "11 octets");
        assertThat(table.get(params("NAME", "1234567"), 0)).isNull();
    }

    /** More different ones than there is room for: what is found is right, and the newest is always found. */
    @Test
    void itStaysSmallAndRight() throws Exception {
        ParamTable<Integer> table = ParamTable.ofPairs(16, 100);
        var random = new Random(1);
        int found = 0;
        for (int i = 0; i < 10_000; i++) {
            int number = random.nextInt(40);
            Params params = params("NAME_" + number % 3, "value " + number);
            Integer meaning = table.get(params, 0);
            if (meaning == null) {
                table.put(params, 0, number);
                meaning = table.get(params, 0);
            } else {
                found++;
            }
            assertThat(meaning).isEqualTo(number);
        }
        assertThat(found).isBetween(1000, 9000);
    }

    @Test
    void threadsThatPutAtOnceFindOnlyWhatIsRight() throws Exception {
        ParamTable<Integer> table = ParamTable.ofPairs(8, 100);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Boolean> work = () -> {
                var random = new Random();
                for (int i = 0; i < 50_000; i++) {
                    int number = random.nextInt(30);
                    Params params = params("N", "value " + number);
                    Integer meaning = table.get(params, 0);
                    if (meaning == null) {
                        table.put(params, 0, number);
                    } else if (meaning != number) {
                        return false;
                    }
                }
                return true;
            };
            for (var result :
                    threads.invokeAll(IntStream.range(0, 4).mapToObj(i -> work).toList())) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            threads.shutdown();
        }
    }
}
