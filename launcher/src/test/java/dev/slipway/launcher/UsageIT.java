// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageIT {
    @TempDir
    Path directory;

    @Test
    void withoutArgumentsItExplainsItself() throws Exception {
        try (Program slipway = Program.slipway()) {
            assertThat(slipway.exitCode()).isZero();
            assertThat(slipway.out.all()).first().isEqualTo("Usage: slipway [-hV] [COMMAND]");
        }
    }

    @Test
    void helpNamesTheCommand() throws Exception {
        try (Program slipway = Program.slipway("--help")) {
            assertThat(slipway.exitCode()).isZero();
            assertThat(slipway.out.all()).anyMatch(line -> line.startsWith("  run  "));
        }
    }

    @Test
    void helpOfRunNamesOptionsAndExitCodes() throws Exception {
        try (Program slipway = Program.slipway("run", "--help")) {
            assertThat(slipway.exitCode()).isZero();
            assertThat(String.join("\n", slipway.out.all()))
                    .contains(
                            "--listen=ADDRESS",
                            "tcp:127.0.0.1:9000",
                            "--context-path",
                            "--drain-timeout",
                            "--request-target",
                            "Exit codes:");
        }
    }

    @Test
    void theVersionIsThatOfTheBuild() throws Exception {
        try (Program slipway = Program.slipway("--version")) {
            assertThat(slipway.exitCode()).isZero();
            assertThat(slipway.out.all())
                    .containsExactly("slipway " + System.getProperty("slipway.version") + " on Java "
                            + System.getProperty("java.version"));
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
                    serve                                 | slipway: Unmatched argument at index 0: 'serve'
                    run                                   | slipway run: no web application; name one, or a directory of them with --webapps
                    run --ee ee12 APP                       | slipway run: --ee: 'ee12' is not an environment; write one of ee8, ee9, ee10, ee11
                    run --webapps none                    | slipway run: --webapps: 'none' is no directory that can be read
                    run --bogus APP                       | slipway run: Unknown option: '--bogus'
                    run --listen nine APP                 | slipway run: --listen: 'nine' is not an address; write tcp:HOST:PORT, unix:PATH or inherit
                    run --listen tcp:127.0.0.1:65536 APP  | slipway run: --listen: port 65536 in 'tcp:127.0.0.1:65536' is too large; ports end at 65535
                    run --context-path app APP            | slipway run: --context-path: 'app' does not begin with '/'; write /app
                    run --roles RESPONDER,GUEST APP       | slipway run: --roles: 'GUEST' is not a role; write some of RESPONDER, AUTHORIZER, FILTER
                    run --request-target PATH APP         | slipway run: --request-target: 'PATH' is not a source of request targets; write one of REQUEST_URI, UNENCODED_URL, REDIRECT_URI, DOCUMENT_URI, SCRIPT_NAME+PATH_INFO
                    run --remote-user=yes APP             | slipway run: --remote-user: 'yes' is neither ignore nor trust
                    run --authorization=groups APP        | slipway run: --authorization: 'groups' is neither container nor header:NAME, where NAME is a variable that the web server sets
                    run --authorization=container APP     | slipway run: --authorization is of no use without --remote-user=trust: there is no user to have roles
                    run --remote-user=trust --authorization=container APP | slipway run: --authorization=container needs --realm=FILE, where the roles of users are looked up
                    run --attributes=( APP                | slipway run: --attributes: '(' is not a regular expression: Unclosed group
                    run --param-charset=x-none APP        | slipway run: --param-charset: 'x-none' is no charset that Java knows
                    run --realm=none.properties APP       | slipway run: --realm: 'none.properties' is no file that can be read
                    run --idle-timeout soon APP           | slipway run: --idle-timeout: 'soon' is not a whole number of seconds, nor a time such as 500ms, 30s, 5m or 1h
                    run --max-connections 0 APP           | slipway run: --max-connections: '0' is not a whole number from 1 to 999999999
                    run --idle-timeot 5 APP               | slipway run: Unknown option: '--idle-timeot'; did you mean --idle-timeout?
                    run --max-params-length much APP      | slipway run: --max-params-length: 'much' is not a number of bytes; write 65536, 64k, 1m or the like
                    run --log-level=LOUD APP              | slipway run: --log-level: 'LOUD' is not a level; write one of ALL, TRACE, DEBUG, INFO, WARN, ERROR, OFF
                    run --access-log-format=%Z APP        | slipway run: --access-log-format: '%Z' is not a format of access logs: Unsupported code %Z
                    run --secret=short APP                | slipway run: --secret: a secret has to have 16 to 1024 visible ASCII characters; make one: openssl rand -hex 32
                    run --verbose=maybe APP               | slipway run: --verbose: 'maybe' is neither true nor false
                    """, delimiter = '|')
    void aWrongCommandLineIsExplainedInASentence(String arguments, String sentence) throws Exception {
        String application = TestApplication.in(directory.resolve("app")).path().toString();

        try (Program slipway =
                Program.slipway(arguments.replace("APP", application).split(" "))) {
            assertThat(slipway.exitCode()).isEqualTo(2);
            assertThat(slipway.err.all()).hasSize(2).first().isEqualTo(sentence);
            assertThat(slipway.out.all()).isEmpty();
        }
    }

    @Test
    void aMissingWarIsNamed() throws Exception {
        Path war = directory.resolve("missing.war");

        assertRefused(war, war + " does not exist");
    }

    @Test
    void aFileThatIsNoWarIsNamed() throws Exception {
        Path war = Files.writeString(directory.resolve("app.war"), "text");

        assertRefused(war, war + " is not a WAR (not a ZIP archive: zip END header not found)");
    }

    private static void assertRefused(Path war, String sentence) throws IOException, InterruptedException {
        try (Program slipway = Program.slipway("run", war.toString())) {
            assertThat(slipway.exitCode()).isEqualTo(2);
            assertThat(slipway.err.all()).first().isEqualTo("slipway run: " + sentence);
        }
    }
}
