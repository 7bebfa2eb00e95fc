// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResultTableTest {
    private final ResultTable table = new ResultTable();

    private void add(String group, String section, String name, Outcome outcome, String reason) {
        table.add(new Result(group, Check.of(section, name), outcome, reason));
    }

    private String text() {
        return table.toString().replace("\r\n", "\n");
    }

    @Test
    void rows_are_in_columns_under_their_groups() {
        add("Fruit", "3.3", "an apple", Outcome.PASS, "");
        add("Fruit", "RFC 3875 6.2", "a pear", Outcome.HANGS, "no pear; nothing received");
        add("Trees", "5", "an oak", Outcome.CLOSED, "no oak");
        assertThat(text()).isEqualTo("""
                        Fruit: 1 of 2
                          3.3           an apple  pass
                          RFC 3875 6.2  a pear    hangs   no pear; nothing received
                        Trees: 0 of 1
                          5             an oak    closed  no oak
                        1 of 3 checks passed
                        """);
        assertThat(table.allPassed()).isFalse();
    }

    @Test
    void all_passed_when_each_did() {
        add("Fruit", "3.3", "an apple", Outcome.PASS, "");
        assertThat(table.allPassed()).isTrue();
        assertThat(text()).endsWith("1 of 1 checks passed\n");
    }

    @Test
    void nothing_at_all_is_no_success() {
        assertThat(text()).isEqualTo("0 of 0 checks passed\n");
        assertThat(table.allPassed()).isFalse();
    }

    @Test
    void a_reason_stays_in_its_row() {
        add("Fruit", "3.3", "an apple", Outcome.FAIL, "a\r\nb\u001B[31m" + "x".repeat(200));
        assertThat(text().lines().skip(1).findFirst())
                .hasValueSatisfying(row -> assertThat(row)
                        .contains("a??b?[31mxxx")
                        .endsWith("x...")
                        .hasSizeLessThan(150));
    }
}
