// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The client's TLS connection with the web server, as far as that tells. Immutable, so safe for any thread.
 *
 * @param protocol {@code TLSv1.3} and the like; null if the web server did not tell
 * @param cipherSuite as the web server calls it: OpenSSL's name for most; null if it did not tell
 * @param keySize bits of the symmetric key; 0 if it is not told, and cannot be told from the cipher suite
 * @param sessionId in hexadecimal; null if the web server did not tell
 * @param encodedCertificates the client's certificate and what is above it, as the web server wrote them; empty unless the
 *     web server has verified them
 */
public record TlsSession(
        String protocol, String cipherSuite, int keySize, String sessionId, List<String> encodedCertificates) {
    /** How web servers say that they trust a certificate: most in words, HAProxy with OpenSSL's number X509_V_OK. */
    private static final Set<String> VERIFIED = Set.of("SUCCESS", "0");

    static TlsSession of(CgiVariables variables) {
        String cipherSuite = variables.get(CgiVariable.SSL_CIPHER);
        String keySize = variables.first(CgiVariable.SSL_CIPHER_USEKEYSIZE, CgiVariable.HTTPS_KEYSIZE);
        return new TlsSession(
                variables.first(CgiVariable.SSL_PROTOCOL, CgiVariable.AJP_SSL_PROTOCOL),
                cipherSuite,
                keySize != null && keySize.matches("[0-9]{1,5}")
                        ? Integer.parseInt(keySize)
                        : CipherSuites.keySize(cipherSuite),
                variables.get(CgiVariable.SSL_SESSION_ID),
                encodedCertificates(variables));
    }

    private static List<String> encodedCertificates(CgiVariables variables) {
        String own = variables.get(CgiVariable.SSL_CLIENT_CERT);
        String verified = variables.get(CgiVariable.SSL_CLIENT_VERIFY);
        if (own == null || verified == null || !VERIFIED.contains(verified)) {
            return List.of();
        }
        List<String> certificates = new ArrayList<>();
        certificates.add(own);
        certificates.addAll(variables.clientCertificateChain());
        return List.copyOf(certificates);
    }

    /**
     * The client's certificate, followed by those above it.
     *
     * @return none if the client has shown none, or the web server has not verified it
     * @throws CertificateException if one of them cannot be decoded
     */
    public List<X509Certificate> certificates() throws CertificateException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (String encoded : encodedCertificates) {
            for (X509Certificate certificate : Certificates.decode(encoded)) {
                // Some chains begin with the client's own, others above it.
                if (!certificates.contains(certificate)) {
                    certificates.add(certificate);
                }
            }
        }
        return certificates;
    }
}
