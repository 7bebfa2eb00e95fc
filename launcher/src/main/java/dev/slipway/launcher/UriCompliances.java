// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.UriCompliance;

/** Reads the name of a {@link UriCompliance}, and says what choosing it means. */
final class UriCompliances {
    private static final List<String> MODES = List.of(
            UriCompliance.DEFAULT.getName(),
            UriCompliance.RFC3986.getName(),
            UriCompliance.UNAMBIGUOUS.getName(),
            UriCompliance.LEGACY.getName(),
            UriCompliance.JETTY_11.getName(),
            UriCompliance.UNSAFE.getName());

    private UriCompliances() {}

    static UriCompliance parse(String text) {
        String mode = text.split(",", 2)[0].strip();
        if (!MODES.contains(mode)) {
            throw new IllegalArgumentException(
                    "'" + mode + "' is not a URI compliance; write one of " + String.join(", ", MODES));
        }
        try {
            return UriCompliance.from(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' adds a rule that is not known; the rules are "
                    + Arrays.stream(UriCompliance.Violation.values())
                            .map(UriCompliance.Violation::name)
                            .collect(Collectors.joining(", ")));
        }
    }

    /** Whether paths are let through whose decoded form has another meaning, such as those with %2F. */
    static boolean allowsAmbiguousPaths(UriCompliance compliance) {
        return UriCompliance.isAmbiguous(compliance.getAllowed());
    }
}
