// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

/** How many connections may wait to be accepted. */
final class Backlog {
    static final String OPTION = "backlog";

    /** More than usual: while an application is deployed, or all threads are busy, connections wait here. */
    static final int DEFAULT = 1024;

    private Backlog() {}

    static int of(ListenOptions options) {
        return options.get(OPTION, Backlog::parse).orElse(DEFAULT);
    }

    private static int parse(String value) {
        if (!value.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException("'" + value + "' is not a number of connections; write 1 to 999999");
        }
        return Integer.parseInt(value);
    }
}
