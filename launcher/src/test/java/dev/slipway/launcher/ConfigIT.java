// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings from the command line, the environment and a file, as the program takes them. */
class ConfigIT {
    private static final Path EXAMPLE = Path.of(System.getProperty("slipway.root"), "docs/settings/slipway.properties")
            .toAbsolutePath();

    @TempDir
    Path directory;

    private Path file(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("slipway.properties"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private List<String> config(Map<String, String> environment, String... arguments) throws Exception {
        String[] all = new String[arguments.length + 1];
        all[0] = "config";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        try (Program slipway = Program.start(directory, environment, Program.SLIPWAY, all)) {
            assertThat(slipway.exitCode()).as("%s", slipway.err.all()).isZero();
            return slipway.out.all().stream()
                    .map(line -> line.replaceAll(" {2,}", " "))
                    .toList();
        }
    }

    @Test
    void eachSettingHasALineWithItsValueAndItsSource() throws Exception {
        Path file = file("listen = unix:/run/app.sock\nsecret = correct-horse-battery-staple\nmaxThreads = 7\n");

        assertThat(config(
                        Map.of("SLIPWAY_IDLE_TIMEOUT", "60", "SLIPWAY_PARAMS_TIMEOUT", "5"),
                        "--config=" + file,
                        "--idle-timeout",
                        "30"))
                .contains(
                        "idle-timeout 30 command line",
                        "params-timeout 5 environment SLIPWAY_PARAMS_TIMEOUT",
                        "listen unix:/run/app.sock file " + file,
                        "secret **** file " + file,
                        "max-threads 7 file " + file + ", maxThreads",
                        "min-threads 7 default",
                        "drain-timeout 30 default",
                        "log-level WARN default",
                        "app - default");
    }

    @Test
    void theExampleOfTheDocumentationIsRight() throws Exception {
        assertThat(EXAMPLE).hasFileName("slipway.properties");
        Path application = TestApplication.in(directory.resolve("app")).path();
        Path file = file(Files.readString(EXAMPLE).replace("/srv/app.war", application.toString()));

        assertThat(config(Map.of("SLIPWAY_CONFIG", file.toString())))
                .contains(
                        "app " + application + " file " + file,
                        "listen unix:/run/slipway/app.sock?mode=0660&group=www-data file " + file,
                        "max-params-length 256k file " + file,
                        "log-levels org.eclipse.jetty.session=DEBUG file " + file);
    }

    @Test
    void theFileOfTheDistributionChangesNothing() throws Exception {
        Path file = Program.HOME.resolve("conf/slipway.properties");
        assertThat(file).content().contains("#idle-timeout = 300\n");
        assertThat(config(Map.of())).allMatch(line -> line.endsWith(" default"));

        Path with = file(Files.readString(file).replace("#idle-timeout = 300\n", "idle-timeout = 60\n"));
        assertThat(config(Map.of("SLIPWAY_CONFIG", with.toString()))).contains("idle-timeout 60 file " + with);
    }

    @Test
    void anApplicationIsServedAsTheFileSays() throws Exception {
        Path application = TestApplication.in(directory.resolve("app")).path();
        Path file =
                file("app = " + application + "\nlisten = " + directory.resolve("app.sock") + "\nlisten.mode = 0600\n");

        try (Program slipway = Program.slipway("run", "--config", file.toString())) {
            slipway.out.beginning("listening on unix:" + directory.resolve("app.sock"));
            assertThat(Files.getPosixFilePermissions(directory.resolve("app.sock")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void severalApplicationsStandInOneSetting() throws Exception {
        TestApplication.in(directory.resolve("root one"));
        TestApplication.in(directory.resolve("shop"));
        String socket = "unix:" + directory.resolve("app.sock");
        Path file = file("app = /=" + directory.resolve("root one") + " /shop=" + directory.resolve("shop")
                + "\nlisten = " + socket + "\n");

        try (Program slipway = Program.slipway("run", "--config", file.toString())) {
            slipway.out.beginning("serving " + directory.resolve("root one") + " at / ");
            slipway.out.beginning("serving " + directory.resolve("shop") + " at /shop ");
            slipway.out.beginning("listening on " + socket);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    idel-timeout = 1        | slipway run: FILE: 'idel-timeout' is no setting; did you mean idle-timeout?
                    idle-timeout = soon     | slipway run: file FILE, idle-timeout: 'soon' is not a whole number of seconds, nor a time such as 500ms, 30s, 5m or 1h
                    packetSize = 65536      | slipway run: FILE: packetSize is AJP's, and nothing here means the same: FastCGI has no packets that both sides must agree on; max-params-length limits a request's variables and header fields
                    secret = short          | slipway run: file FILE, secret: a secret has to have 16 to 1024 visible ASCII characters; make one: openssl rand -hex 32
                    app = /none.war         | slipway run: file FILE, app: /none.war does not exist
                    """)
    void aWrongFileIsExplainedInASentence(String text, String sentence) throws Exception {
        Path file = file(text + "\n");
        try (Program slipway = Program.slipway("run", "--config=" + file)) {
            assertThat(slipway.exitCode()).isEqualTo(2);
            assertThat(slipway.err.all()).first().isEqualTo(sentence.replace("FILE", file.toString()));
        }
    }
}
