// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.conformance;

/** How a check ended. */
public enum Outcome {
    PASS("pass"),
    /** Something came, and it is not what was expected. */
    FAIL("FAIL"),
    /** The connection was closed before what was expected had come. */
    CLOSED("closed"),
    /** Neither what was expected nor a close came within the deadline. */
    HANGS("hangs");

    private final String word;

    Outcome(String word) {
        this.word = word;
    }

    /** What the table says. */
    public String word() {
        return word;
    }
}
