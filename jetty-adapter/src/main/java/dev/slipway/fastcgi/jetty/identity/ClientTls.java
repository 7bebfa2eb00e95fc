// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty.identity;

import java.security.cert.X509Certificate;
import javax.net.ssl.SSLSession;
import org.eclipse.jetty.io.EndPoint;

/**
 * The client's TLS connection with the web server, where Jetty's environments look for their attributes.
 *
 * @param keySize in bits; 0 if unknown
 * @param peerCertificates the client's own first; null if there is none
 */
record ClientTls(String sslSessionId, String cipherSuite, int keySize, X509Certificate[] peerCertificates)
        implements EndPoint.SslSessionData {
    /** The web server's, which is somewhere else. */
    @Override
    public SSLSession sslSession() {
        return null;
    }
}
