// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of systemd that the documentation installs (install-service). */
class ServiceFileIT {
    private static final Path SERVICE = Program.HOME.resolve("systemd/slipway.service");

    @TempDir
    Path directory;

    @Test
    void systemdUnderstandsAllOfIt() throws Exception {
        // It is unpacked elsewhere here; what is started has to be there.
        Path service = Files.writeString(
                directory.resolve("slipway.service"),
                Files.readString(SERVICE).replace("/opt/slipway/bin/slipway", Program.SLIPWAY.toString()));

        try (Program systemd = Program.start(
                directory,
                Map.of(),
                Path.of("/usr/bin/systemd-analyze"),
                "verify",
                "--man=no",
                "--recursive-errors=no",
                service.toString())) {
            assertThat(systemd.exitCode()).as("%s", systemd.err.all()).isZero();
            assertThat(systemd.err.all()).noneMatch(line -> line.contains("slipway.service"));
        }
    }

    /** The command and the settings of the file, with places that a test may use. */
    @Test
    void itsCommandServesWhatItsSettingsSay() throws Exception {
        List<String> lines = Files.readAllLines(SERVICE);
        String command = lines.stream()
                .filter(line -> line.startsWith("ExecStart=/opt/slipway/bin/slipway "))
                .findFirst()
                .orElseThrow()
                .replace("ExecStart=/opt/slipway/bin/slipway ", "")
                .replace("/etc/slipway", directory.toString());
        String settings = lines.stream()
                .filter(line -> line.matches("#   [a-z]+ = .*"))
                .map(line -> line.substring("#   ".length()) + "\n")
                .reduce("", String::concat)
                .replace(
                        "/srv/app.war",
                        TestApplication.in(directory.resolve("app")).path().toString())
                .replace("/run/slipway", directory.toString())
                .replace("?group=www-data", "");
        Files.writeString(directory.resolve("slipway.properties"), settings);

        try (Program slipway = Program.slipway(command.split(" "))) {
            slipway.out.beginning("listening on unix:" + directory.resolve("app.sock"));
            assertThat(slipway.terminate().exitCode()).isZero();
        }
    }
}
