// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.testkit;

import java.nio.charset.StandardCharsets;

/** Text as the octets it stands for, one per character. */
final class Octets {
    private Octets() {}

    static byte[] of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xFF) {
                throw new IllegalArgumentException(
                        "character U+%04X is not an octet; encode it first".formatted((int) text.charAt(i)));
            }
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
