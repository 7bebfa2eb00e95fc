// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.example.ExitListener;
import dev.slipway.example.FailingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentIT {
    private static final String ANY_PORT = "tcp:127.0.0.1:0";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<listener><listener-class>com.example.Gone</listener-class></listener>",
                "<filter><filter-name>f</filter-name><filter-class>com.example.Gone</filter-class></filter>",
                "<servlet><servlet-name>s</servlet-name><servlet-class>com.example.Gone</servlet-class></servlet>"
            })
    void aMissingClassIsNamed(String component) throws Exception {
        assertNotDeployed(
                application().describedBy(component),
                "class com.example.Gone is missing in WEB-INF/classes and WEB-INF/lib");
    }

    @Test
    void aDescriptorThatIsNotWellFormedIsNamedWithTheLine() throws Exception {
        assertNotDeployed(
                application().describedBy("<listener>"),
                "WEB-INF/web.xml, line 3: The element type \"listener\" must be terminated by the matching end-tag"
                        + " \"</listener>\".");
    }

    @Test
    void aListenerThatFailsIsNamedWithItsReason() throws Exception {
        assertNotDeployed(
                application().listening(FailingListener.class),
                "java.lang.IllegalStateException: no database, caused by java.lang.IllegalArgumentException: port 0"
                        + " (in " + FailingListener.class.getName() + ".contextInitialized)");
    }

    @Test
    void verboseAddsTheStackTrace() throws Exception {
        TestApplication application = application().listening(FailingListener.class);

        try (Program slipway = Program.slipway(
                "run", "--verbose", "--listen", ANY_PORT, application.path().toString())) {
            assertThat(slipway.exitCode()).isEqualTo(1);
            assertThat(slipway.err.all()).anyMatch(line -> line.startsWith("\tat " + FailingListener.class.getName()));
        }
    }

    @Test
    void anExitCodeOfTheApplicationsOwnIsKept() throws Exception {
        TestApplication application = application().listening(ExitListener.class);
        Path trigger = Files.createFile(directory.resolve("trigger"));

        try (Program slipway = Program.start(
                directory,
                Map.of("SLIPWAY_JAVA_OPTS", "-Dexit.trigger=" + trigger),
                Program.SLIPWAY,
                "run",
                "--listen",
                ANY_PORT,
                application.path().toString())) {
            slipway.out.beginning("listening on ");
            Files.delete(trigger);

            assertThat(slipway.exitCode()).isEqualTo(3);
        }
    }

    private TestApplication application() throws Exception {
        return TestApplication.in(directory.resolve("app"));
    }

    private void assertNotDeployed(TestApplication application, String reason) throws Exception {
        Path temporary = Files.createDirectory(directory.resolve("temporary"));
        try (Program slipway = Program.start(
                directory,
                Map.of("SLIPWAY_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary),
                Program.SLIPWAY,
                "run",
                "--listen",
                ANY_PORT,
                application.path().toString())) {
            assertThat(slipway.exitCode()).isEqualTo(1);
            assertThat(slipway.err.all())
                    .isEqualTo(List.of(
                            "slipway run: " + application.path() + " cannot be deployed: " + reason,
                            "(--verbose shows the stack trace)"));
            assertThat(temporary).isEmptyDirectory();
        }
    }
}
