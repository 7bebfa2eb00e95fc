// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.relay;

import static dev.slipway.it.relay.ScriptedBackend.answer;
import static dev.slipway.it.relay.ScriptedBackend.output;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.WireScript;
import dev.slipway.it.backend.Workplace;
import dev.slipway.it.process.ChildProcess;
import dev.slipway.it.relay.ScriptedBackend.Accepted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The relay with sanitizers, between a front end and a back end that go and come as the tests want it. */
class RelayIT {
    private static final int BEGIN_REQUEST_LENGTH = 16;

    @TempDir
    Path directory;

    private RelayProcess relay;

    private void startRelay(String... options) throws IOException {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "unix:" + socket();
        System.arraycopy(options, 0, arguments, 1, options.length);
        relay = RelayProcess.start(directory, "slipway-relay-sanitized", arguments);
    }

    private Path socket() {
        return directory.resolve("back");
    }

    @AfterEach
    void stopRelay() throws IOException {
        if (relay != null) {
            relay.close();
        }
    }

    @Test
    void request_and_answer_pass_as_they_are() throws IOException {
        byte[] request = WireScript.postRequest(1, true, "/a", new byte[100_000], "X", "y".repeat(200))
                .toBytes();
        try (ScriptedBackend backend = ScriptedBackend.listen(socket())) {
            startRelay();
            try (FastCgiPeer frontEnd = relay.connect()) {
                frontEnd.send(request);
                try (Accepted connection = backend.accept()) {
                    assertPassed(frontEnd, connection, request, "first");
                    frontEnd.send(request);
                    assertPassed(frontEnd, connection, request, "second");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void tcp_leads_to_the_back_end_too(String host) throws IOException {
        byte[] request = WireScript.getRequest(1, true, "/").toBytes();
        try (ScriptedBackend backend = ScriptedBackend.listen(host)) {
            relay = RelayProcess.start(directory, "slipway-relay-sanitized", backend.address());
            try (FastCgiPeer frontEnd = relay.connect()) {
                frontEnd.send(request);
                try (Accepted connection = backend.accept()) {
                    assertPassed(frontEnd, connection, request, "over " + host);
                }
            }
        }
    }

    @Test
    void back_end_restarted_between_requests_goes_unnoticed() throws IOException {
        byte[] request = WireScript.getRequest(1, true, "/").toBytes();
        startRelay();
        try (FastCgiPeer frontEnd = relay.connect()) {
            for (int i = 0; i < 5; i++) {
                try (ScriptedBackend backend = ScriptedBackend.listen(socket())) {
                    frontEnd.send(request);
                    try (Accepted connection = backend.accept()) {
                        assertPassed(frontEnd, connection, request, "start " + i);
                    }
                }
            }
        }
    }

    private static void assertPassed(FastCgiPeer frontEnd, Accepted connection, byte[] request, String body)
            throws IOException {
        assertThat(connection.read(request.length)).isEqualTo(request);
        connection.send(answer(1, body));
        assertThat(frontEnd.readAnswer(1).bodyText()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 127, 128, 1024})
    void secret_follows_begin_request(int length) throws IOException {
        String secret = "s".repeat(length);
        Path file = Files.writeString(directory.resolve("secret"), secret + "\n");
        byte[] expected = new WireScript().params(1, "SLIPWAY_SECRET", secret).toBytes();
        byte[] request = WireScript.getRequest(1, false, "/").toBytes();
        try (ScriptedBackend backend = ScriptedBackend.listen(socket())) {
            startRelay("--secret-file", file.toString());
            try (FastCgiPeer frontEnd = relay.connect()) {
                // Also when what comes is cut anywhere.
                for (byte octet : request) {
                    frontEnd.send(new byte[] {octet});
                }
                try (Accepted connection = backend.accept()) {
                    ByteArrayOutputStream whole = new ByteArrayOutputStream();
                    whole.write(request, 0, BEGIN_REQUEST_LENGTH);
                    whole.writeBytes(expected);
                    whole.write(request, BEGIN_REQUEST_LENGTH, request.length - BEGIN_REQUEST_LENGTH);
                    assertThat(connection.read(whole.size())).isEqualTo(whole.toByteArray());
                    connection.send(answer(1, "open"));
                    assertThat(frontEnd.readAnswer(1).bodyText()).isEqualTo("open");
                }
                frontEnd.expectClosed();
            }
        }
        assertThat(relay.said()).doesNotContain(secret.repeat(2));
        assertThat(Files.readString(Path.of("/proc/" + relay.pid() + "/cmdline")))
                .doesNotContain("ssss");
    }

    @Test
    void no_back_end_is_answered_503_when_the_request_has_ended() throws IOException {
        startRelay();
        try (FastCgiPeer frontEnd = relay.connect()) {
            for (int i = 0; i < 2; i++) {
                Answer answer = frontEnd.request(1, WireScript.postRequest(1, true, "/", new byte[200_000]));
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.value("Retry-After")).hasValue("5");
            }
            try (ScriptedBackend backend = ScriptedBackend.listen(socket())) {
                frontEnd.send(WireScript.getRequest(1, true, "/"));
                try (Accepted connection = backend.accept()) {
                    connection.send(answer(1, "back"));
                    assertThat(frontEnd.readAnswer(1).bodyText()).isEqualTo("back");
                }
            }
        }
        try (FastCgiPeer frontEnd = relay.connect()) {
            assertThat(frontEnd.request(1, WireScript.getRequest(1, false, "/")).status())
                    .isEqualTo(503);
            frontEnd.expectClosed();
        }
    }

    @Test
    void authorizer_without_back_end_is_answered_when_its_parameters_have_ended() throws IOException {
        startRelay();
        try (FastCgiPeer frontEnd = relay.connect()) {
            WireScript request = new WireScript()
                    .begin(1, WireScript.AUTHORIZER, false)
                    .params(1, "REQUEST_METHOD", "GET")
                    .paramsEnd(1);
            assertThat(frontEnd.request(1, request).status()).isEqualTo(503);
        }
    }

    @Test
    void back_end_that_dies_before_output_is_answered_502() throws IOException {
        try (ScriptedBackend backend = ScriptedBackend.listen(socket())) {
            startRelay();
            try (FastCgiPeer frontEnd = relay.connect()) {
                frontEnd.send(WireScript.getRequest(1, true, "/"));
                backend.accept().close();
                assertThat(frontEnd.readAnswer(1).status()).isEqualTo(502);

                // In the middle of a body, which is taken to its end first.
                byte[] request =
                        WireScript.postRequest(1, true, "/", new byte[300_000]).toBytes();
                frontEnd.send(Arrays.copyOf(request, 50_000));
                try (Accepted connection = backend.accept()) {
                    connection.read(10_000);
                }
                frontEnd.send(Arrays.copyOfRange(request, 50_000, request.length));
                assertThat(frontEnd.readAnswer(1).status()).isEqualTo(502);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void back_end_that_dies_after_output_closes_the_front_ends_connection(boolean keep) throws IOException {
        try (ScriptedBackend backend = ScriptedBackend.listen(socket())) {
            startRelay();
            try (FastCgiPeer frontEnd = relay.connect()) {
                frontEnd.send(WireScript.getRequest(1, keep, "/"));
                try (Accepted connection = backend.accept()) {
                    connection.send(output(1, "Status: 200 OK\r\n\r\nhalf"));
                    frontEnd.readUntil(1, answer -> answer.hasHead() && answer.bodyLength() == 4);
                }
                assertThat(frontEnd.readCutAnswer(1).bodyText()).isEqualTo("half");
            }
            assertThat(relay.alive()).isTrue();
        }
    }

    @Test
    void front_end_that_goes_away_aborts_the_request() throws IOException {
        try (ScriptedBackend backend = ScriptedBackend.listen(socket())) {
            startRelay();
            byte[] request = WireScript.getRequest(1, true, "/").toBytes();
            Accepted connection;
            try (FastCgiPeer frontEnd = relay.connect()) {
                frontEnd.send(request);
                connection = backend.accept();
                connection.read(request.length);
            }
            connection.assertClosed();
            connection.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0201000100000000", "0101000100070000", "0101000000080000", "47455420"})
    void what_is_not_fastcgi_closes_the_connection(String hexadecimal) throws IOException {
        startRelay();
        try (FastCgiPeer frontEnd = relay.connect()) {
            byte[] octets = HexFormat.of().parseHex(hexadecimal + "00".repeat(8));
            frontEnd.send(octets);
            frontEnd.expectClosed();
        }
        assertThat(relay.alive()).isTrue();
    }

    @Test
    void sigterm_ends_an_idle_relay() throws IOException {
        startRelay();
        try (FastCgiPeer frontEnd = relay.connect()) {
            frontEnd.request(1, WireScript.getRequest(1, false, "/"));
        }
        relay.terminate();
        relay.assertEnded(0, "");
    }

    @Test
    void sigterm_lets_the_request_end_and_those_that_have_connected() throws IOException {
        try (ScriptedBackend backend = ScriptedBackend.listen(socket())) {
            startRelay();
            try (FastCgiPeer frontEnd = relay.connect();
                    FastCgiPeer waiting = relay.connect()) {
                byte[] request = WireScript.getRequest(1, false, "/").toBytes();
                frontEnd.send(request);
                waiting.send(request);
                try (Accepted connection = backend.accept()) {
                    connection.read(request.length);
                    relay.terminate();
                    relay.terminate();
                    connection.send(answer(1, "whole"));
                    assertThat(frontEnd.readAnswer(1).bodyText()).isEqualTo("whole");
                }
                try (Accepted connection = backend.accept()) {
                    connection.send(answer(1, "too"));
                    assertThat(waiting.readAnswer(1).bodyText()).isEqualTo("too");
                }
            }
        }
        relay.assertEnded(0, "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://localhost | begins with unix: or tcp:",
                "tcp:localhost:9000 | is not an IP address and a port",
                "tcp:127.0.0.1:0 | is not an IP address and a port",
                "tcp:127.0.0.1 | is not an IP address and a port",
                "tcp:[127.0.0.1]:9000 | is not an IP address and a port",
                "unix: | a socket's path has 1 to 107",
            })
    void address_that_is_none_is_said(String address, String said) throws IOException {
        relay = RelayProcess.start(directory, "slipway-relay-sanitized", address);
        relay.assertEnded(2, said);
    }

    @Test
    void secret_that_cannot_be_had_is_said() throws IOException {
        startRelay("--secret-file", directory.resolve("none").toString());
        relay.assertEnded(2, "No such file");
        for (String wrong : List.of("", "\n", "x".repeat(1025))) {
            Files.delete(directory.resolve("front"));
            startRelay(
                    "--secret-file",
                    Files.writeString(directory.resolve("secret"), wrong).toString());
            relay.assertEnded(2, "has to be a secret of 1 to 1024 bytes");
        }
    }

    @Test
    void fuzzing_for_a_few_seconds_finds_nothing() throws IOException {
        assertThat(ChildProcess.run(
                        List.of(Workplace.relay("fuzz").toString(), "5", "" + System.nanoTime() % 1_000_000),
                        directory.resolve("fuzz.log")))
                .contains("conversations");
    }

    @Test
    void program_of_the_distribution_is_small() throws IOException {
        relay = RelayProcess.start(directory, "slipway-relay", "unix:" + socket());
        try (FastCgiPeer frontEnd = relay.connect()) {
            frontEnd.request(1, WireScript.postRequest(1, true, "/", new byte[1_000_000]));
            assertThat(PrivateMemory.kilobytes(relay.pid())).isBetween(1L, 3000L);
        }
    }
}
