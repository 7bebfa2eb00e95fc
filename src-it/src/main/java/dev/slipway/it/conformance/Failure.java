// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.conformance;

/** Something else came than was expected. */
final class Failure extends Exception {
    private static final long serialVersionUID = 1;

    private final Outcome outcome;

    Failure(Outcome outcome, String reason) {
        super(reason);
        this.outcome = outcome;
    }

    /** A failure by what the application sent. */
    static Failure because(String reason) {
        return new Failure(Outcome.FAIL, reason);
    }

    Outcome outcome() {
        return outcome;
    }
}
