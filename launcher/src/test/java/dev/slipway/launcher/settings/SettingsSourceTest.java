// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.slipway.fastcgi.jetty.listen.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Option;

class SettingsSourceTest {
    /** A command with some of the options of ours. */
    static final class Command {
        @Option(names = SettingsSource.FILE_OPTION)
        String config;

        @Option(names = "--listen")
        String listen;

        @Option(names = "--idle-timeout", defaultValue = "300")
        String idleTimeout;

        @Option(names = "--remote-user")
        String remoteUser;

        @Option(names = "--authorization")
        String authorization;

        @Option(names = "--attributes")
        String attributes;

        @Option(names = "--max-threads")
        String maxThreads;

        @Option(names = "--secret")
        Secret secret;

        @CommandLine.Parameters(arity = "0..1")
        String app;
    }

    @TempDir
    Path directory;

    private final Command command = new Command();

    private Path file(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("slipway.properties"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        return file;
    }

    private Command parsed(Map<String, String> environment, Path usual, String... arguments) throws SettingsException {
        CommandLine line =
                new CommandLine(command).registerConverter(Secret.class, text -> Secret.of(text, Secret.PARAM));
        line.setDefaultValueProvider(SettingsSource.read(
                List.of(arguments), environment, Optional.ofNullable(usual), line.getCommandSpec()));
        line.parseArgs(arguments);
        return command;
    }

    private String complaint(Map<String, String> environment, Path usual, String... arguments) {
        try {
            parsed(environment, usual, arguments);
            throw new AssertionError("nothing was wrong with it");
        } catch (SettingsException e) {
            return e.getMessage();
        }
    }

    private String complaint(String text) throws IOException {
        Path file = file(text);
        return complaint(Map.of(), file).replace(file.toString(), "FILE");
    }

    @Test
    void theCommandLineGoesBeforeTheEnvironmentAndThatBeforeTheFile() throws Exception {
        Path file = file("idle-timeout = 1\nlisten = from-file\nattributes = a\\\\.b\napp = /srv/app.war\n");
        Map<String, String> environment = Map.of("SLIPWAY_IDLE_TIMEOUT", "2", "SLIPWAY_LISTEN", "from-environment");

        parsed(environment, file, "--idle-timeout=3");

        assertThat(command.idleTimeout).isEqualTo("3");
        assertThat(command.listen).isEqualTo("from-environment");
        assertThat(command.attributes).isEqualTo("a\\.b");
        assertThat(command.app).isEqualTo("/srv/app.war");
        assertThat(command.maxThreads).isNull();
    }

    @Test
    void theFileIsNamedByTheOptionOrByTheEnvironmentOrIsTheUsualOne() throws Exception {
        Path other = Files.writeString(directory.resolve("other"), "idle-timeout = 1\n");
        Path third = Files.writeString(directory.resolve("third"), "idle-timeout = 2\n");
        Map<String, String> environment = Map.of("SLIPWAY_CONFIG", third.toString());

        assertThat(parsed(environment, file("bogus = 1"), "--listen", "x", "--config", other.toString()).idleTimeout)
                .isEqualTo("1");
        assertThat(parsed(environment, file("bogus = 1")).idleTimeout).isEqualTo("2");
        assertThat(parsed(Map.of(), third).idleTimeout).isEqualTo("2");
        assertThat(parsed(Map.of(), directory.resolve("missing")).idleTimeout).isEqualTo("300");
        assertThat(complaint(Map.of(), null, "--config=" + directory.resolve("missing")))
                .isEqualTo("the file of settings " + directory.resolve("missing") + " does not exist");
    }

    @Test
    void valuesAreTakenAsTheyAre() throws Exception {
        Path file = file("attributes = ${user.home}|$$|a${b\n");

        assertThat(parsed(Map.of(), file).attributes).isEqualTo("${user.home}|$$|a${b");
    }

    @Test
    void unknownNamesAreErrorsWithASuggestion() throws Exception {
        assertThat(complaint("idle-timeot = 1"))
                .isEqualTo("FILE: 'idle-timeot' is no setting; did you mean idle-timeout?");
        assertThat(complaint("idleTimeout = 1"))
                .isEqualTo("FILE: 'idleTimeout' is no setting; did you mean idle-timeout?");
        assertThat(complaint("colour = red"))
                .isEqualTo("FILE: 'colour' is no setting; 'slipway config' lists all of them");
        assertThat(complaint(Map.of("SLIPWAY_LISTN", "x"), null))
                .isEqualTo("environment: 'SLIPWAY_LISTN' is no setting; did you mean SLIPWAY_LISTEN?");
        assertThat(complaint("config = other")).startsWith("FILE: 'config' is no setting");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SLIPWAY_JAVA_OPTS",
                "SLIPWAY_CACHE",
                "SLIPWAY_SERVICE_HOST",
                "SLIPWAY_SERVICE_PORT_FCGI",
                "SLIPWAY_PORT",
                "SLIPWAY_PORT_9000_TCP_ADDR",
                "slipway_listen",
                "MY_SLIPWAY_LISTEN"
            })
    void variablesThatAreForOthersAreLeftAlone(String variable) throws Exception {
        assertThat(parsed(Map.of(variable, "x"), null).listen).isNull();
    }

    @Test
    void whatCannotBeReadIsExplained() throws Exception {
        assertThat(complaint("listen = a\nlisten = b")).isEqualTo("FILE has listen twice");
        assertThat(complaint("listen = \\u00g0")).startsWith("the file of settings FILE cannot be read: ");
        Path file = file("");
        Files.write(file, new byte[] {'a', '=', (byte) 0xff});
        assertThat(complaint(Map.of(), file)).isEqualTo("the file of settings " + file + " is not in UTF-8");
    }

    @Test
    void aSecretIsNotForEverybodysEyes() throws Exception {
        Path file = file("secret = correct-horse-battery-staple\n");
        assertThat(parsed(Map.of(), file).secret.name()).isEqualTo("SLIPWAY_SECRET");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(complaint(Map.of(), file))
                .isEqualTo("everybody on this machine can read the secret in " + file + "; chmod o-r " + file);
    }

    @Test
    void namesOfPhpFpmAreOptionsOfTheAddress() throws Exception {
        parsed(Map.of(), file("""
                listen = /run/app.sock
                listen.mode = 0660
                listen.group = www-data
                listen.allowed_clients = 127.0.0.1,192.0.2.7
                """));

        assertThat(command.listen)
                .startsWith("/run/app.sock?")
                .contains("mode=0660", "group=www-data", "allowedClients=127.0.0.1,192.0.2.7");
        assertThat(complaint("listen.mode = 0660")).isEqualTo("FILE has listen.mode, but no listen that it is for");
        assertThat(complaint("listen = unix:/a, tcp:127.0.0.1:9000\nlisten.mode = 0660"))
                .startsWith("FILE has listen.mode and several addresses to listen on; write it behind the address");
    }

    @ParameterizedTest
    @CsvSource({"true, ignore, ", "false, trust, "})
    void tomcatAuthenticationIsOursTheOtherWayRound(String value, String remoteUser) throws Exception {
        assertThat(parsed(Map.of(), file("tomcatAuthentication = " + value)).remoteUser)
                .isEqualTo(remoteUser);
    }

    @Test
    void otherNamesOfAjpMeanTheSame() throws Exception {
        parsed(Map.of(), file("tomcatAuthorization = true\nallowedRequestAttributesPattern = eppn\nmaxThreads = 9\n"));

        assertThat(command.remoteUser).isEqualTo("trust");
        assertThat(command.authorization).isEqualTo("container");
        assertThat(command.attributes).isEqualTo("eppn");
        assertThat(command.maxThreads).isEqualTo("9");
        assertThat(complaint("tomcatAuthentication = maybe"))
                .isEqualTo("FILE: tomcatAuthentication is 'maybe'; write one of false, true");
    }

    @Test
    void namesThatMeanSomethingElseAreErrorsThatNameOurs() throws Exception {
        assertThat(complaint("connectionTimeout = 60000"))
                .isEqualTo("FILE: connectionTimeout is AJP's, and nothing here means the same: params-timeout is for a"
                        + " request that does not become complete, idle-timeout for a connection that is silent, both"
                        + " in seconds");
        assertThat(complaint("pm.max_children = 5")).contains("is PHP-FPM's").contains("max-threads");
    }

    @Test
    void twoNamesWithDifferentValuesAreAnError() throws Exception {
        assertThat(complaint("tomcatAuthentication = true\ntomcatAuthorization = true"))
                .isEqualTo("FILE has two values for remote-user: that of tomcatAuthorization is 'trust', and there is"
                        + " 'ignore', too");
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> complaint("maxThreads = 9\nmax-threads = 9"));
    }
}
