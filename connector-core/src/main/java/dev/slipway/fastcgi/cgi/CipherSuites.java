// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the names of cipher suites tell, OpenSSL's and IANA's alike. */
final class CipherSuites {
    private static final Pattern WITH_KEY_SIZE = Pattern.compile("(?:AES|CAMELLIA|ARIA)_?(128|256)");

    private CipherSuites() {}

    /** Bits of the symmetric key; 0 if the name, which may be null, does not tell. */
    static int keySize(String cipherSuite) {
        if (cipherSuite == null) {
            return 0;
        }
        Matcher matcher = WITH_KEY_SIZE.matcher(cipherSuite);
        if (matcher.find()) {
            return Integer.parseInt(matcher.group(1));
        }
        return cipherSuite.contains("CHACHA20") ? 256 : 0;
    }
}
