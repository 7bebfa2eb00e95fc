// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.backend.DocumentedBackend;
import dev.slipway.it.backend.Workplace;
import dev.slipway.it.client.Request;
import dev.slipway.it.client.Server;
import dev.slipway.it.compare.Echo;
import dev.slipway.it.frontend.ApacheFrontEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates of real clients through real web servers, configured as the documentation says. */
class ClientCertificateIT {
    private static final String CERTIFICATES = "attributes.jakarta.servlet.request.X509Certificate";

    private static Path shared;
    private static Path socket;
    private static DocumentedBackend backend;
    private static Path trusted;
    private static SSLContext jane;
    private static SSLContext eve;

    @BeforeAll
    static void start() throws Exception {
        shared = ApacheFrontEnd.sharedDirectory();
        socket = shared.resolve("slipway.sock");
        Path work = Workplace.work("identity-certificates");
        ClientKeys keys = new ClientKeys(work);
        trusted = keys.trusted();
        jane = keys.client("jane");
        eve = keys.client("eve");
        backend = TrustingBackend.of("serve", work, socket, Workplace.sampleWar());
        backend.start();
    }

    @AfterAll
    static void stop() throws IOException {
        backend.awaitNothingLeftOpen();
        backend.stop();
        Files.deleteIfExists(shared);
    }

    private static String documented(String name) throws IOException {
        return Files.readString(Workplace.tree().resolve("docs/identity/" + name + ".conf"));
    }

    private static Map<String, String> echo(Server server) throws IOException {
        Echo echo = Echo.of(server, Request.get("/echo"));
        assertThat(echo.status()).isEqualTo(200);
        return echo.fields();
    }

    private static void assertTlsIsTold(Map<String, String> echo) {
        assertThat(echo)
                .containsEntry("secure", "true")
                .hasEntrySatisfying(
                        "attributes.jakarta.servlet.request.secure_protocol",
                        protocol -> assertThat(protocol).isIn("\"TLSv1.2\"", "\"TLSv1.3\""))
                .hasEntrySatisfying(
                        "attributes.jakarta.servlet.request.cipher_suite",
                        suite -> assertThat(suite).contains("AES"))
                .hasEntrySatisfying(
                        "attributes.jakarta.servlet.request.key_size",
                        size -> assertThat(size).isIn("\"128\"", "\"256\""));
    }

    /** {@code haproxy-tls} has the whole chain, the others Jane's certificate alone. */
    @ParameterizedTest
    @EnumSource
    void a_certificate_reaches_the_application(Site.Program program) throws Exception {
        String name = switch (program) {
            case NGINX -> "nginx-tls";
            case LIGHTTPD -> "lighttpd-tls";
            case HAPROXY -> "haproxy-tls";
            case CADDY -> "caddy-tls";
        };
        try (Site site = Site.start(program, documented(name), socket, trusted)) {
            Map<String, String> withCertificate = echo(site.server(jane));
            assertTlsIsTold(withCertificate);
            assertThat(withCertificate.get(CERTIFICATES)).startsWith("\"[" + ClientKeys.JANE);
            if (program == Site.Program.HAPROXY) {
                assertThat(withCertificate.get(CERTIFICATES)).contains(", " + ClientKeys.AUTHORITY_OF_JANE);
            }

            Map<String, String> without = echo(site.server(Workplace.tls().trusting()));
            assertTlsIsTold(without);
            assertThat(without).doesNotContainKey(CERTIFICATES);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssl_client_escaped_cert", "ssl_client_raw_cert", "ssl_client_cert"})
    void nginx_has_three_encodings(String variable) throws Exception {
        String configuration = documented("nginx-tls").replace("ssl_client_escaped_cert", variable);
        try (Site site = Site.start(Site.Program.NGINX, configuration, socket, trusted)) {
            assertThat(echo(site.server(jane)).get(CERTIFICATES)).isEqualTo("\"[" + ClientKeys.JANE + "]\"");
        }
    }

    @Test
    void nginx_sends_a_certificate_that_it_has_not_verified_and_it_does_not_count() throws Exception {
        String configuration = documented("nginx-tls").replace("client optional;", "client optional_no_ca;");
        try (Site site = Site.start(Site.Program.NGINX, configuration, socket, trusted)) {
            assertThat(echo(site.server(jane))).containsKey(CERTIFICATES);
            assertThat(echo(site.server(eve))).doesNotContainKey(CERTIFICATES);
        }
    }

    @Test
    void haproxy_sends_a_certificate_that_it_has_not_verified_and_it_does_not_count() throws Exception {
        String configuration = documented("haproxy-tls")
                .replace("verify optional", "verify optional crt-ignore-err all ca-ignore-err all");
        try (Site site = Site.start(Site.Program.HAPROXY, configuration, socket, trusted)) {
            assertThat(echo(site.server(jane))).containsKey(CERTIFICATES);
            assertThat(echo(site.server(eve))).doesNotContainKey(CERTIFICATES);
        }
    }

    private static void behindApache(String label, String configuration, ThrowingConsumer<ApacheFrontEnd> test)
            throws Exception {
        Path directory = ApacheFrontEnd.sharedDirectory();
        Path application = Files.writeString(
                ApacheFrontEnd.work("apache", label).resolve("documented.conf"),
                configuration
                        .replace("/run/slipway.sock", socket.toString())
                        .replace("/etc/ssl/clients.pem", trusted.toString()));
        ApacheFrontEnd apache = new ApacheFrontEnd(label, directory, application, backend);
        try {
            apache.start();
            test.accept(apache);
        } finally {
            apache.stop();
            apache.removeTemporaryFiles();
        }
    }

    /** What may fail with anything. */
    @FunctionalInterface
    private interface ThrowingConsumer<T> {
        void accept(T value) throws Exception;
    }

    private static Server https(ApacheFrontEnd apache, SSLContext client) {
        return Server.https(apache.https().port(), client);
    }

    @Test
    void apache_sends_the_chain() throws Exception {
        behindApache("identity-tls", documented("apache-tls"), apache -> {
            Map<String, String> withCertificate = echo(https(apache, jane));
            assertTlsIsTold(withCertificate);
            assertThat(withCertificate.get(CERTIFICATES))
                    .startsWith("\"[" + ClientKeys.JANE + ", " + ClientKeys.AUTHORITY_OF_JANE);
            assertThat(withCertificate).containsKey("attributes.jakarta.servlet.request.ssl_session_id");
            assertThat(echo(apache.https())).doesNotContainKey(CERTIFICATES);
        });
    }

    @Test
    void apache_sends_a_certificate_that_it_has_not_verified_and_it_does_not_count() throws Exception {
        String configuration = documented("apache-tls").replace("Client optional", "Client optional_no_ca");
        behindApache("identity-tls-no-ca", configuration, apache -> {
            assertThat(echo(https(apache, jane))).containsKey(CERTIFICATES);
            assertThat(echo(https(apache, eve))).doesNotContainKey(CERTIFICATES);
        });
    }
}
