// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

/** The path at which the application is served, as the Servlet API wants it: {@code /}, or {@code /app}. */
record ContextPath(String value) {
    static ContextPath parse(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("'" + text + "' does not begin with '/'; write /" + text);
        }
        if (text.length() > 1 && text.endsWith("/")) {
            throw new IllegalArgumentException(
                    "'" + text + "' ends with '/'; write " + text.substring(0, text.length() - 1));
        }
        return new ContextPath(text);
    }
}
