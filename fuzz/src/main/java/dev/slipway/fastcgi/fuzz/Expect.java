// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.fuzz;

/** What must be true whatever a peer sends; Jazzer reports the error as a finding, and the input that led to it. */
final class Expect {
    private Expect() {}

    static void that(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new AssertionError(rule + ", but: " + value);
        }
    }
}
