// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.conformance;

/**
 * What one check found.
 *
 * @param reason empty if it passed
 */
public record Result(String group, Check check, Outcome outcome, String reason) {
    /** Whether all was as expected. */
    public boolean passed() {
        return outcome == Outcome.PASS;
    }
}
