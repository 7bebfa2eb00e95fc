// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "demo.sh is a shell script")
class DemoScriptIT {
    private static final Path DEMO =
            Path.of(System.getProperty("slipway.root", "..")).resolve("demo.sh");

    @TempDir
    Path directory;

    @Test
    void theSampleIsServedBehindApacheAndNothingIsLeftAfterSigterm() throws Exception {
        int port = freePort();
        try (Program demo = demo("--port", "" + port)) {
            demo.out.beginning("Ready: http://localhost:" + port + "/");
            Path work = workDirectory(demo);
            List<ProcessHandle> processes = demo.descendants();

            assertThat(get(port, "/").statusCode()).isEqualTo(200);
            assertThat(get(port, "/").headers().firstValue("Server").orElse("")).startsWith("Apache");
            assertThat(work).isDirectory();

            assertThat(demo.terminate().exitCode()).isZero();
            assertThat(work).doesNotExist();
            assertThat(processes).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    void twoDemosServeTwoApplications() throws Exception {
        String war = TestApplication.in(directory.resolve("app")).path().toString();
        int port = freePort();
        try (Program first = demo("--port=" + port, war)) {
            first.out.beginning("Ready: ");
            int otherPort = freePort();
            try (Program second = demo(war, "--port", "" + otherPort)) {
                second.out.beginning("Ready: ");

                assertThat(get(port, "/").body()).contains("A test's application");
                assertThat(get(otherPort, "/").body()).contains("A test's application");
                assertThat(second.terminate().exitCode()).isZero();
            }
            assertThat(get(port, "/").statusCode()).isEqualTo(200);
            assertThat(first.terminate().exitCode()).isZero();
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = server.getLocalPort();

            assertFails(
                    1,
                    "demo.sh: port " + port + " is taken by another program; choose another with --port",
                    "--port",
                    "" + port);
        }
    }

    @Test
    void aMissingWarIsNamed() throws Exception {
        assertFails(1, "demo.sh: there is no web application /no/such.war", "/no/such.war");
    }

    @Test
    void aFileThatIsNoWarEndsTheDemo() throws Exception {
        Path war = Files.writeString(directory.resolve("app.war"), "text");

        assertFails(
                1,
                "demo.sh: Slipway could not serve " + war + "; the message above says why",
                "--port",
                "" + freePort(),
                war.toString());
    }

    @Test
    void aWrongPortIsNamed() throws Exception {
        try (Program demo = demo("--port", "eighty")) {
            assertThat(demo.exitCode()).isEqualTo(2);
            assertThat(demo.err.all())
                    .first()
                    .isEqualTo("demo.sh: 'eighty' is not a port; write a number from 1 to 65535");
        }
    }

    @Test
    void helpExplainsIt() throws Exception {
        try (Program demo = demo("--help")) {
            assertThat(demo.exitCode()).isZero();
            assertThat(demo.out.all()).first().isEqualTo("Usage: ./demo.sh [--port PORT] [APP.war]");
        }
    }

    private Program demo(String... arguments) throws IOException {
        return Program.start(directory, Map.of(), DEMO.toRealPath(), arguments);
    }

    private void assertFails(int exitCode, String sentence, String... arguments) throws Exception {
        try (Program demo = demo(arguments)) {
            assertThat(demo.exitCode()).isEqualTo(exitCode);
            assertThat(demo.err.all()).last().isEqualTo(sentence);
            assertThat(demo.out.all()).noneMatch(line -> line.startsWith("Ready"));
        }
    }

    private static Path workDirectory(Program demo) throws InterruptedException {
        String prefix = "listening on unix:";
        return Path.of(demo.out.beginning(prefix).substring(prefix.length())).getParent();
    }

    private static int freePort() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return server.getLocalPort();
        }
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
