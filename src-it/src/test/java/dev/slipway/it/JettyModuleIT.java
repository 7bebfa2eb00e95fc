// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.backend.JettyBase;
import dev.slipway.it.backend.JettyBaseBackend;
import dev.slipway.it.backend.Workplace;
import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Request;
import dev.slipway.it.compare.Echo;
import dev.slipway.it.frontend.Account;
import dev.slipway.it.frontend.ApacheFrontEnd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Does what docs/jetty-module.md tells its readers to do (jetty-unpack, jetty-modules, jetty-start, and the files in
 * docs/jetty), in the Jetty that people download.
 */
class JettyModuleIT {
    /** What may fail with anything. */
    @FunctionalInterface
    private interface Visit {
        void accept(ApacheFrontEnd apache) throws Exception;
    }

    private static String apacheConfiguration(String name) throws IOException {
        return Files.readString(Workplace.tree().resolve("docs/apache/" + name + ".conf"));
    }

    private static void behindApache(JettyBaseBackend jetty, String label, Path shared, String application, Visit visit)
            throws Exception {
        Path work = ApacheFrontEnd.work("apache", label);
        Path documented = Files.writeString(work.resolve("documented.conf"), application);
        ApacheFrontEnd apache = new ApacheFrontEnd(label, shared, documented, jetty);
        try {
            apache.start();
            visit.accept(apache);
        } finally {
            apache.stop();
        }
        jetty.awaitNothingLeftOpen();
    }

    @Test
    void applications_of_each_environment_are_served_through_apache() throws Exception {
        Path shared = ApacheFrontEnd.sharedDirectory();
        Path socket = shared.resolve("slipway.sock");
        JettyBase base = JettyBase.unpack(Workplace.fresh("jetty-base"));
        base.addDocumentedModules();
        base.addModules("fastcgi-unix,ee8-fastcgi,ee9-deploy,ee10-deploy");
        base.set(
                "jetty.fastcgi.port=0",
                "jetty.fastcgiUnix.path=" + socket,
                "jetty.fastcgiUnix.group=" + Account.groupOfWebServers(),
                "jetty.fastcgiConfig.remoteUser=trust");
        base.deploy("app", Workplace.sampleWar());
        base.deployOldApplication("old");
        base.deployNewerApplication("ee9");
        base.deployNewerApplication("ee10");
        try (JettyBaseBackend jetty = new JettyBaseBackend(base)) {
            jetty.start();
            String tcp = apacheConfiguration("tcp").replace("127.0.0.1:9000", "127.0.0.1:" + jetty.port("fastcgi"));
            behindApache(jetty, "jetty-module-tcp", shared, tcp, JettyModuleIT::visitBoth);

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-rw----");
            String unix = apacheConfiguration("readme").replace("/run/slipway.sock", socket.toString());
            behindApache(
                    jetty,
                    "jetty-module-unix",
                    shared,
                    unix + "SetEnvIf Request_URI \"^\" REMOTE_USER=jane\n",
                    JettyModuleIT::visitAsJane);
        }
        assertThat(socket).doesNotExist();
    }

    private static void visitBoth(ApacheFrontEnd apache) throws Exception {
        assertThat(Echo.of(apache.http(), Request.get("/app/echo?a=b")).fields())
                .containsEntry("remoteAddr", "\"127.0.0.1\"")
                .containsEntry("remoteUser", "null")
                .containsEntry("serverName", "\"www.example.test\"")
                .containsEntry("requestURI", "\"/app/echo\"");
        assertThat(Connection.exchange(apache.https(), Request.get("/app/page.jsp"))
                        .status())
                .isEqualTo(200);
        byte[] body = "0123456789".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        assertThat(Connection.exchange(apache.http(), Request.post("/app/digest", "text/plain", body))
                        .status())
                .isEqualTo(200);
        assertThat(Connection.exchange(apache.http(), Request.get("/old/hello")).text())
                .startsWith("javax.servlet.http.HttpServletRequest from 127.0.0.1 user null path /old/hello");
        for (String environment : List.of("ee9", "ee10")) {
            assertThat(Connection.exchange(apache.http(), Request.get("/" + environment + "/hello"))
                            .text())
                    .startsWith(
                            "jakarta.servlet.http.HttpServletRequest from 127.0.0.1 user null path /" + environment);
        }
    }

    private static void visitAsJane(ApacheFrontEnd apache) throws Exception {
        assertThat(Echo.of(apache.http(), Request.get("/app/echo")).fields()).containsEntry("remoteUser", "\"jane\"");
        assertThat(Connection.exchange(apache.http(), Request.get("/old/hello")).text())
                .contains(" user jane ");
        assertThat(Connection.exchange(apache.http(), Request.get("/ee10/hello"))
                        .text())
                .contains(" user jane ");
    }
}
