// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

/**
 * What a parameter is by its name: a variable, a header field of the client's, one of its certificates, or nothing that is
 * looked at.
 *
 * @param variable null if it is none
 * @param field null if it is none
 * @param certificate the place of a certificate in the chain above the client's own; -1 if it is none
 */
record ParamName(CgiVariable variable, FieldName field, int certificate) {
    private static final String HEADER_PREFIX = "HTTP_";

    /** Apache's names for the certificates above the client's own end in 0, 1 and so on. */
    static final String CHAIN_PREFIX = "SSL_CLIENT_CERT_CHAIN_";

    private static final int NO_CERTIFICATE = -1;

    static ParamName of(String name) throws BadRequestException {
        if (name.startsWith(HEADER_PREFIX)) {
            return new ParamName(null, FieldName.of(name.substring(HEADER_PREFIX.length())), NO_CERTIFICATE);
        }
        return new ParamName(CgiVariable.named(name), null, certificate(name));
    }

    private static int certificate(String name) {
        if (!name.startsWith(CHAIN_PREFIX)) {
            return NO_CERTIFICATE;
        }
        String number = name.substring(CHAIN_PREFIX.length());
        return number.matches("[0-9]{1,3}") ? Integer.parseInt(number) : NO_CERTIFICATE;
    }

    boolean isCertificate() {
        return certificate != NO_CERTIFICATE;
    }
}
