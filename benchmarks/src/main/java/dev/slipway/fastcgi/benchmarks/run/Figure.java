// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

/**
 * One thing that was measured once, outside of the rounds.
 *
 * @param what it is
 * @param contender whose it is, by its title
 * @param value the figure
 * @param unit of the figure
 */
record Figure(What what, String contender, double value, String unit) {
    /** Columns of the table. */
    enum What {
        ALLOCATED("allocated per request"),
        RESIDENT("resident memory after load"),
        IDLE_HEAP("heap for an idle connection"),
        IDLE_RATE("rate beside idle connections"),
        SLOW_RATE("rate beside slow connections"),
        BLOCKED_RATE("requests/s beside 300 that block"),
        RATE_OF_BLOCKED("requests/s of the 300"),
        START("start to first answer");

        private final String title;

        What(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }
}
