// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody may have meant. */
public final class Similar {
    private Similar() {}

    /**
     * The known name that differs in the fewest letters.
     *
     * @param name that is not known
     * @param known where to look
     * @return empty if all of them differ in more than a third of the letters
     */
    public static Optional<String> to(String name, Collection<String> known) {
        String wanted = plain(name);
        return known.stream()
                .min(Comparator.comparingInt((String candidate) -> distance(wanted, plain(candidate)))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(nearest -> distance(wanted, plain(nearest)) * 3 <= Math.max(wanted.length(), 3));
    }

    /** maxParams, max_params and max.params mean max-params. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "");
    }

    /** How many letters have to be inserted, removed or replaced: the distance of Levenshtein. */
    private static int distance(String left, String right) {
        int[] above = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            int[] current = new int[right.length() + 1];
            current[0] = row;
            for (int column = 1; column <= right.length(); column++) {
                int replaced = above[column - 1] + (left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[right.length()];
    }
}
