// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * X.509 certificates in the encodings of web servers: PEM (RFC 7468), its line breaks kept, indented, turned into spaces
 * or gone, or all of it URL-escaped; DER in bare base64 or hexadecimal.
 */
final class Certificates {
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    /** How the hexadecimal form of DER begins: a SEQUENCE. In base64 it is an M. */
    private static final String HEX_BEGIN = "30";

    private Certificates() {}

    /** At least one certificate, in the order of the text. */
    static List<X509Certificate> decode(String text) throws CertificateException {
        try {
            String plain = text.indexOf('%') < 0 ? text : unescaped(text);
            if (plain.contains(BEGIN)) {
                return decodePem(plain);
            }
            String octets = plain.replaceAll("\\s", "");
            return decodeDer(
                    octets.startsWith(HEX_BEGIN)
                            ? HexFormat.of().parseHex(octets)
                            : Base64.getDecoder().decode(octets));
        } catch (IllegalArgumentException e) {
            throw new CertificateException("it is neither PEM nor base64 nor hexadecimal: " + e.getMessage(), e);
        }
    }

    /** A plus sign is one of base64's digits, never a space. */
    private static String unescaped(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.ISO_8859_1);
    }

    private static List<X509Certificate> decodePem(String text) throws CertificateException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (int begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, begin + 1)) {
            int end = text.indexOf(END, begin);
            if (end < 0) {
                throw new CertificateException("it has no line " + END);
            }
            String octets = text.substring(begin + BEGIN.length(), end).replaceAll("\\s", "");
            certificates.addAll(decodeDer(Base64.getDecoder().decode(octets)));
        }
        return certificates;
    }

    /** HAProxy writes all of a chain one after the other. */
    private static List<X509Certificate> decodeDer(byte[] der) throws CertificateException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Certificate certificate :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(der))) {
            certificates.add((X509Certificate) certificate);
        }
        if (certificates.isEmpty()) {
            throw new CertificateException("it is empty");
        }
        return certificates;
    }
}
