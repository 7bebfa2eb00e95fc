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

    private static <T> T find(ParamTable<T> table, String... namesAndValues) throws ConnectionException {
        Params params = params(namesAndValues);
        return table.lookup(params).find(params.size() - 1);
    }

    private static <T> void put(ParamTable<T> table, boolean withValue, T meaning, Params params) {
        ParamTable.Lookup<T> lookup = table.lookup(params);
        lookup.find(0);
        lookup.put(0, withValue, meaning);
    }

    @Test
    void aNameIsFoundWhateverItsValueIs() throws Exception {
        ParamTable<String> table = new ParamTable<>(16, 100);
        put(table, false, "the name", params("SERVER_NAME", "a"));
        assertThat(find(table, "X", "1", "SERVER_NAME", "b")).isEqualTo("the name");
        assertThat(find(table, "SERVER_NAMES", "a")).isNull();
        assertThat(find(table, "SERVER_NAM", "Ea")).isNull();
        assertThat(find(table, "server_name", "a")).isNull();
    }

    @Test
    void aPairIsFoundOnlyIfBothAreTheSame() throws Exception {
        ParamTable<String> table = new ParamTable<>(16, 100);
        put(table, true, "AB=C", params("AB", "C"));
        assertThat(find(table, "AB", "C")).isEqualTo("AB=C");
        assertThat(find(table, "A", "BC")).isNull();
        assertThat(find(table, "ABC", "")).isNull();
        assertThat(find(table, "AB", "D")).isNull();
        assertThat(find(table, "AB", "")).isNull();
    }

    @Test
    void aPairIsFoundBeforeItsName() throws Exception {
        ParamTable<String> table = new ParamTable<>(16, 100);
        put(table, false, "AB", params("AB", "C"));
        put(table, true, "AB=C", params("AB", "C"));
        assertThat(find(table, "AB", "C")).isEqualTo("AB=C");
        assertThat(find(table, "AB", "D")).isEqualTo("AB");
    }

    @Test
    void whatWasPutInDoesNotChangeWithTheRequestItCameFrom() throws Exception {
        ParamTable<String> table = new ParamTable<>(16, 100);
        byte[] block = Pairs.encode("NAME", "a long value");
        put(table, true, "meaning", Params.decode(block, block.length));
        block[block.length - 1] = 'X';
        assertThat(find(table, "NAME", "a long value")).isEqualTo("meaning");
        assertThat(find(table, "NAME", "a long valuX")).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 15, 16, 17, 96})
    void everyLengthIsFound(int length) throws Exception {
        ParamTable<Integer> table = new ParamTable<>(16, 100);
        String value = "x".repeat(length);
        put(table, true, length, params("NAME", value));
        assertThat(find(table, "NAME", value)).isEqualTo(length);
    }

    @Test
    void whatIsTooLongIsNotKept() throws Exception {
        ParamTable<String> table = new ParamTable<>(16, 10);
        put(table, true, "11 octets", params("NAME", "1234567"));
        assertThat(find(table, "NAME", "1234567")).isNull();
    }

    /** The guess what comes next is nothing but a guess. */
    @Test
    void theOrderChangesNothing() throws Exception {
        ParamTable<String> table = new ParamTable<>(64, 100);
        String[][] requests = {
            {"A", "1", "B", "2", "C", "3"},
            {"C", "3", "B", "2", "A", "1"},
            {"A", "1", "C", "4", "B", "2", "A", "1"},
            {"B", "5", "B", "2", "C", "3"},
        };
        int count = 0;
        for (int round = 0; round < 3; round++) {
            for (String[] namesAndValues : requests) {
                Params params = params(namesAndValues);
                ParamTable.Lookup<String> lookup = table.lookup(params);
                for (int i = 0; i < params.size(); i++) {
                    String meaning = params.name(i) + "=" + params.value(i);
                    String found = lookup.find(i);
                    assertThat(found).isIn(null, meaning);
                    if (found == null) {
                        lookup.put(i, true, meaning);
                    } else {
                        count++;
                    }
                }
            }
        }
        assertThat(count).isGreaterThan(20);
    }

    /** More different ones than there is room for: what is found is right, and the newest is always found. */
    @Test
    void itStaysSmallAndRight() throws Exception {
        ParamTable<Integer> table = new ParamTable<>(16, 100);
        var random = new Random(1);
        int found = 0;
        for (int i = 0; i < 10_000; i++) {
            int number = random.nextInt(40);
            Params params = params("NAME_" + number % 3, "value " + number);
            Integer meaning = table.lookup(params).find(0);
            if (meaning == null) {
                put(table, true, number, params);
                meaning = table.lookup(params).find(0);
            } else {
                found++;
            }
            assertThat(meaning).isEqualTo(number);
        }
        assertThat(found).isBetween(1000, 9000);
    }

    @Test
    void threadsThatPutAtOnceFindOnlyWhatIsRight() throws Exception {
        ParamTable<Integer> table = new ParamTable<>(8, 100);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Boolean> work = () -> {
                var random = new Random();
                for (int i = 0; i < 50_000; i++) {
                    int number = random.nextInt(30);
                    Params params = params("N", "value " + number);
                    Integer meaning = table.lookup(params).find(0);
                    if (meaning == null) {
                        put(table, true, number, params);
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
