// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import org.eclipse.jetty.http.UriCompliance;

/** Reads the name of a {@link UriCompliance}, and says what choosing it means. */
final class UriCompliances {
    private UriCompliances() {}

    static UriCompliance parse(String text) {
        try {
            return UriCompliance.from(text);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new IllegalArgumentException("'" + text + "' is not a URI compliance that Jetty knows; write "
                    + UriCompliance.DEFAULT.getName() + " or another of its names, and after it rules to add, all"
                    + " separated by commas");
        }
    }

    /** Whether paths are let through whose decoded form has another meaning, such as those with %2F. */
    static boolean allowsAmbiguousPaths(UriCompliance compliance) {
        return UriCompliance.isAmbiguous(compliance.getAllowed());
    }
}
