// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.identity;

import dev.slipway.it.backend.Workplace;
import dev.slipway.it.process.ChildProcess;
import dev.slipway.it.process.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Clients with keys of their own: Jane's is certified by an authority between her and the one that web servers trust, Eve
 * has certified hers herself.
 */
final class ClientKeys {
    static final String JANE = "CN=Jane,O=Test";
    static final String AUTHORITY_OF_JANE = "CN=Test Intermediate,O=Test";

    private static final char[] PASSWORD = Tls.PASSWORD.toCharArray();

    private final Path directory;
    private final Path store;

    ClientKeys(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.store = directory.resolve("clients.p12");
        Files.deleteIfExists(store);
        generate("root", "CN=Test Root,O=Test", "-ext", "bc:c");
        generate("intermediate", AUTHORITY_OF_JANE, "-ext", "bc:c", "-signer", "root");
        generate("jane", JANE, "-signer", "intermediate");
        generate("eve", JANE);
    }

    private void generate(String alias, String subject, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Workplace.javaTool("keytool"),
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                subject,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                Tls.PASSWORD));
        command.addAll(List.of(more));
        ChildProcess.run(command, directory.resolve("keytool-" + alias + ".log"));
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    /** What web servers trust, as PEM. */
    Path trusted() throws IOException, GeneralSecurityException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(load().getCertificate("root").getEncoded());
        return Files.writeString(
                directory.resolve("clients.pem"),
                "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n",
                StandardCharsets.US_ASCII);
    }

    /** A client that trusts the web servers of this run, and shows a certificate when it is asked for one. */
    SSLContext client(String alias) throws IOException, GeneralSecurityException {
        KeyStore all = load();
        KeyStore own = empty();
        Key key = all.getKey(alias, PASSWORD);
        Certificate[] chain = all.getCertificateChain(alias);
        own.setKeyEntry(alias, key, PASSWORD, chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD);
        KeyStore servers = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Workplace.tls().keyStore())) {
            servers.load(in, PASSWORD);
        }
        KeyStore trusted = empty();
        trusted.setCertificateEntry("server", servers.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
