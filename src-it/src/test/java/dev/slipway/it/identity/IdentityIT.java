// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.backend.DocumentedBackend;
import dev.slipway.it.backend.Workplace;
import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Request;
import dev.slipway.it.compare.Echo;
import dev.slipway.it.frontend.ApacheFrontEnd;
import dev.slipway.it.process.ChildProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Users and attributes of a real Apache httpd, with the commands and the configuration of the documentation. */
class IdentityIT {
    private static final String ANY = "attributes.";

    /** What may fail with anything. */
    @FunctionalInterface
    private interface Scenario {
        void accept(ApacheFrontEnd apache) throws Exception;
    }

    /** The sample application, of which {@code /echo/staff} needs the role staff. */
    private static Path guarded(Path directory) throws IOException {
        Path application = directory.resolve("guarded");
        ChildProcess.run(
                List.of(
                        "sh",
                        "-c",
                        "rm -rf \"$1\" && mkdir \"$1\" && cd \"$1\" && \"$2\" -xf \"$3\"",
                        "sh",
                        application.toString(),
                        Workplace.javaTool("jar"),
                        Workplace.sampleWar().toString()),
                directory.resolve("jar.log"));
        Path descriptor = application.resolve("WEB-INF/web.xml");
        Files.writeString(descriptor, Files.readString(descriptor).replace("</web-app>", """
                <security-constraint>
                  <web-resource-collection>
                    <web-resource-name>staff</web-resource-name>
                    <url-pattern>/echo/staff</url-pattern>
                  </web-resource-collection>
                  <auth-constraint>
                    <role-name>staff</role-name>
                  </auth-constraint>
                </security-constraint>
                <security-role><role-name>staff</role-name></security-role>
                </web-app>
                """));
        return application;
    }

    private static void behindApache(String label, String command, String configuration, Scenario test)
            throws Exception {
        Path shared = ApacheFrontEnd.sharedDirectory();
        Path socket = shared.resolve("slipway.sock");
        Path work = ApacheFrontEnd.work("apache", label);
        Files.writeString(work.resolve("users.properties"), "jane: not-asked-for, staff\njoe: not-asked-for\n");
        Path passwords = Files.writeString(shared.resolve("users"), password("jane") + password("joe"));
        DocumentedBackend backend = TrustingBackend.of(command, work, socket, guarded(work));
        Path application = Files.writeString(
                work.resolve("documented.conf"),
                configuration
                        .replace("/run/slipway.sock", socket.toString())
                        .replace("${socket}", socket.toString())
                        .replace("/etc/apache2/users", passwords.toString()));
        ApacheFrontEnd apache = new ApacheFrontEnd(label, shared, application, backend);
        try {
            backend.start();
            apache.start();
            test.accept(apache);
            apache.stop();
            backend.awaitNothingLeftOpen();
        } finally {
            apache.stop();
            backend.stop();
            Files.deleteIfExists(passwords);
            apache.removeTemporaryFiles();
        }
    }

    /** A line for httpd: the password is the name. */
    private static String password(String user) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-1").digest(user.getBytes(StandardCharsets.US_ASCII));
        return user + ":{SHA}" + Base64.getEncoder().encodeToString(digest) + "\n";
    }

    private static Request as(String user, String password, String target) {
        String credentials =
                Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.US_ASCII));
        return Request.get(target).with("Authorization: Basic " + credentials);
    }

    private static int status(ApacheFrontEnd apache, Request request) throws IOException {
        return Connection.exchange(apache.http(), request).status();
    }

    @Test
    void the_user_of_httpd_is_the_user_of_the_request() throws Exception {
        String configuration = Files.readString(Workplace.tree().resolve("docs/identity/apache-users.conf"));
        behindApache("identity-users", "serve-users", configuration, apache -> {
            assertThat(status(apache, Request.get("/echo"))).isEqualTo(401);
            assertThat(status(apache, as("jane", "wrong", "/echo"))).isEqualTo(401);
            assertThat(Echo.of(apache.http(), as("joe", "joe", "/echo").with("Remote-User: jane"))
                            .fields())
                    .containsEntry("remoteUser", "\"joe\"")
                    .containsEntry("authType", "\"Basic\"");
            assertThat(Echo.of(apache.http(), as("jane", "jane", "/echo/staff")).fields())
                    .containsEntry("remoteUser", "\"jane\"");
            assertThat(status(apache, as("joe", "joe", "/echo/staff"))).isEqualTo(403);
            assertThat(status(apache, as("joe", "joe", "/echo/staff").with("Remote-User: jane")))
                    .isEqualTo(403);
        });
    }

    private static Map<String, String> attributes(Echo echo) {
        Map<String, String> attributes = new TreeMap<>();
        echo.fields().forEach((name, value) -> {
            if (name.startsWith(ANY) && !name.contains("slipway") && !name.contains("jetty")) {
                attributes.put(name.substring(ANY.length()), value.substring(1, value.length() - 1));
            }
        });
        return attributes;
    }

    @Test
    void r22_a_client_that_forges_header_fields_changes_nothing_of_shibboleths_attributes() throws Exception {
        Map<String, String> expected = new TreeMap<>(Map.of(
                "eppn",
                "jane@uni.test",
                "mail",
                "jane.doe@uni.test",
                "givenName",
                "Jan\u00e9",
                "sn",
                "D\u00f6e",
                "displayName",
                "Jan\u00e9 D\u00f6e",
                "affiliation",
                "staff@uni.test;member@uni.test",
                "unscoped-affiliation",
                "staff;member",
                "entitlement",
                "urn:example:a;urn:example:b",
                "persistent-id",
                "https://idp.example.test!https://sp.example.test!1234",
                "Shib-Session-ID",
                "_0123456789abcdef"));
        expected.put("Shib-Identity-Provider", "https://idp.example.test");
        expected.put("isMemberOf", "cn=users;cn=staff");
        String configuration =
                Files.readString(Workplace.configuration("apache").resolve("shibboleth.conf"));
        behindApache("identity-attributes", "serve-attributes", configuration, apache -> {
            Echo honest = Echo.of(apache.http(), Request.get("/echo"));
            assertThat(attributes(honest)).isEqualTo(expected);
            assertThat(honest.fields())
                    .containsEntry("remoteUser", "\"jane@uni.test\"")
                    .containsEntry("authType", "\"shibboleth\"");

            Request forged = Request.get("/echo").with("Remote-User: eve").with("AJP_eppn: eve");
            for (String name : expected.keySet()) {
                forged = forged.with(name + ": eve").with("AJP-" + name + ": eve");
            }
            Echo echo = Echo.of(apache.http(), forged);
            assertThat(attributes(echo)).isEqualTo(expected);
            assertThat(echo.fields()).containsEntry("remoteUser", "\"jane@uni.test\"");
        });
    }
}
