// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import static dev.slipway.fastcgi.cgi.CgiRequests.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of the client's TLS connection, and its certificates in every encoding of every web server. */
class TlsSessionTest {
    private static final String JANE = pem("jane");
    private static final String INTERMEDIATE = pem("intermediate");
    private static final String ROOT = pem("root");
    private static final byte[] JANE_DER = der(JANE);

    private static String pem(String name) {
        try (InputStream in = TlsSessionTest.class.getResourceAsStream("/certificates/" + name + ".pem")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }

    private static X509Certificate certificate(String pem) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der(pem)));
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    private static TlsSession https(String... namesAndValues) throws Exception {
        return with(Stream.concat(Stream.of("HTTPS", "on"), Stream.of(namesAndValues))
                        .toArray(String[]::new))
                .tls();
    }

    private static List<X509Certificate> verified(String... namesAndValues) throws Exception {
        return https(Stream.concat(Stream.of("SSL_CLIENT_VERIFY", "SUCCESS"), Stream.of(namesAndValues))
                        .toArray(String[]::new))
                .certificates();
    }

    @Test
    void isNotThereWithoutHttps() throws Exception {
        assertThat(with("SSL_PROTOCOL", "TLSv1.3", "SSL_CLIENT_CERT", JANE, "SSL_CLIENT_VERIFY", "SUCCESS")
                        .tls())
                .isNull();
    }

    @Test
    void knowsNothingUnlessTold() throws Exception {
        assertThat(https()).isEqualTo(new TlsSession(null, null, 0, null, List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "TLS_AES_256_GCM_SHA384, 256",
        "TLS_AES_128_GCM_SHA256, 128",
        "TLS_CHACHA20_POLY1305_SHA256, 256",
        "ECDHE-RSA-AES128-GCM-SHA256, 128",
        "ECDHE-ECDSA-CHACHA20-POLY1305, 256",
        "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384, 256",
        "CAMELLIA256-SHA, 256",
        "NULL-SHA, 0",
    })
    void tellsTheKeySizeByTheCipher(String cipher, int keySize) throws Exception {
        assertThat(https("SSL_CIPHER", cipher).keySize()).isEqualTo(keySize);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSL_CIPHER_USEKEYSIZE", "HTTPS_KEYSIZE"})
    void believesAKeySizeThatIsTold(String variable) throws Exception {
        assertThat(https(variable, "112", "SSL_CIPHER", "TLS_AES_256_GCM_SHA384")
                        .keySize())
                .isEqualTo(112);
        assertThat(https(variable, "many", "SSL_CIPHER", "TLS_AES_256_GCM_SHA384")
                        .keySize())
                .isEqualTo(256);
    }

    @Test
    void understandsAjpsName() throws Exception {
        assertThat(https("AJP_SSL_PROTOCOL", "TLSv1.2").protocol()).isEqualTo("TLSv1.2");
        assertThat(https("AJP_SSL_PROTOCOL", "TLSv1.2", "SSL_PROTOCOL", "TLSv1.3")
                        .protocol())
                .isEqualTo("TLSv1.3");
    }

    static Map<String, String> encodings() {
        Map<String, String> encodings = new TreeMap<>();
        encodings.put("PEM (Apache, lighttpd, Caddy, $ssl_client_raw_cert)", JANE);
        encodings.put("PEM without the last line break", JANE.strip());
        encodings.put("PEM with CR LF", JANE.replace("\n", "\r\n"));
        encodings.put("PEM with tabs ($ssl_client_cert)", JANE.strip().replace("\n", "\n\t"));
        encodings.put("PEM in one line, with spaces", JANE.strip().replace("\n", " "));
        encodings.put("PEM in one line, without", JANE.replace("\n", ""));
        encodings.put(
                "URL-escaped ($ssl_client_escaped_cert)",
                URLEncoder.encode(JANE, StandardCharsets.US_ASCII).replace("+", "%20"));
        encodings.put(
                "URL-escaped, but for plus signs",
                URLEncoder.encode(JANE, StandardCharsets.US_ASCII)
                        .replace("+", "%20")
                        .replace("%2B", "+"));
        encodings.put("base64 of DER (HAProxy)", base64(JANE_DER));
        encodings.put(
                "hexadecimal DER (HAProxy)", HexFormat.of().withUpperCase().formatHex(JANE_DER));
        return encodings;
    }

    static Stream<Map.Entry<String, String>> encodingEntries() {
        return encodings().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("encodingEntries")
    void decodesEveryEncoding(Map.Entry<String, String> encoding) throws Exception {
        assertThat(verified("SSL_CLIENT_CERT", encoding.getValue())).containsExactly(certificate(JANE));
    }

    @Test
    void hasTheWholeChainInOrder() throws Exception {
        byte[] both = new byte[JANE_DER.length + der(INTERMEDIATE).length];
        System.arraycopy(JANE_DER, 0, both, 0, JANE_DER.length);
        System.arraycopy(der(INTERMEDIATE), 0, both, JANE_DER.length, der(INTERMEDIATE).length);

        assertThat(verified("SSL_CLIENT_CERT_CHAIN_0", INTERMEDIATE, "SSL_CLIENT_CERT", JANE))
                .as("Apache")
                .containsExactly(certificate(JANE), certificate(INTERMEDIATE));
        assertThat(verified("SSL_CLIENT_CERT", base64(JANE_DER), "SSL_CLIENT_CERT_CHAIN_0", base64(der(INTERMEDIATE))))
                .as("HAProxy 2.6: the chain without the client's own")
                .containsExactly(certificate(JANE), certificate(INTERMEDIATE));
        assertThat(verified("SSL_CLIENT_CERT", base64(JANE_DER), "SSL_CLIENT_CERT_CHAIN_0", base64(both)))
                .as("a chain that begins with the client's own")
                .containsExactly(certificate(JANE), certificate(INTERMEDIATE));
        assertThat(verified("SSL_CLIENT_CERT", base64(both)))
                .as("DER put together")
                .containsExactly(certificate(JANE), certificate(INTERMEDIATE));
        assertThat(verified("SSL_CLIENT_CERT", JANE + INTERMEDIATE))
                .as("PEM files put together")
                .containsExactly(certificate(JANE), certificate(INTERMEDIATE));
        assertThat(verified(
                        "SSL_CLIENT_CERT",
                        JANE,
                        "SSL_CLIENT_CERT_CHAIN_10",
                        ROOT,
                        "SSL_CLIENT_CERT_CHAIN_2",
                        INTERMEDIATE,
                        "SSL_CLIENT_CERT_CHAIN_x",
                        "nothing"))
                .as("by number, not by name")
                .containsExactly(certificate(JANE), certificate(INTERMEDIATE), certificate(ROOT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUCCESS", "0"})
    void countsACertificateThatWasVerified(String verify) throws Exception {
        assertThat(https("SSL_CLIENT_CERT", JANE, "SSL_CLIENT_VERIFY", verify).certificates())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "NONE",
                "GENEROUS",
                "FAILED:self-signed certificate",
                "success",
                "SUCCESSFUL",
                "18",
                "00",
                "OK"
            })
    void countsNoOtherCertificate(String verify) throws Exception {
        assertThat(https("SSL_CLIENT_CERT", JANE, "SSL_CLIENT_CERT_CHAIN_0", JANE, "SSL_CLIENT_VERIFY", verify)
                        .certificates())
                .isEmpty();
        assertThat(https("SSL_CLIENT_CERT", JANE).certificates()).isEmpty();
        assertThat(verified("SSL_CLIENT_CERT_CHAIN_0", JANE)).isEmpty();
    }

    @Test
    void believesNoHeaderField() throws Exception {
        assertThat(https(
                        "HTTP_SSL_CLIENT_CERT",
                        base64(JANE_DER),
                        "HTTP_SSL_CLIENT_VERIFY",
                        "SUCCESS",
                        "HTTP_SSL_PROTOCOL",
                        "x"))
                .isEqualTo(https());
    }

    static Stream<String> malformed() {
        return Stream.of(
                "x",
                "%",
                "%zz",
                "30",
                "30820",
                "-----BEGIN CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----",
                JANE.substring(0, JANE.length() / 2),
                JANE.replaceFirst("\n[^\n]+\n", "\n"),
                base64(JANE_DER).substring(0, 400),
                base64("no certificate".getBytes(StandardCharsets.US_ASCII)),
                JANE + JANE.substring(0, 300),
                "\0");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void isNeverAWrongOneWhenItIsMalformed(String text) throws Exception {
        assertThatThrownBy(() -> verified("SSL_CLIENT_CERT", text)).isInstanceOf(CertificateException.class);
        assertThatThrownBy(() -> verified("SSL_CLIENT_CERT", JANE, "SSL_CLIENT_CERT_CHAIN_0", text))
                .isInstanceOf(CertificateException.class);
    }
}
