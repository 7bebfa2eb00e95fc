// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A client's certificate. */
final class TestCertificates {
    static final String JANE_PEM = read();

    /** As Jetty's CLIENT-CERT looks it up. */
    static final String JANE_SUBJECT = "CN=Jane, O=Test";

    private TestCertificates() {}

    private static String read() {
        try (InputStream in = TestCertificates.class.getResourceAsStream("/certificates/jane.pem")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
