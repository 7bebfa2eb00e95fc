// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.relay;

import static dev.slipway.it.scenario.Scenarios.app;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.it.backend.Backend;
import dev.slipway.it.backend.SlipwayBackend;
import dev.slipway.it.backend.Workplace;
import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Pattern26;
import dev.slipway.it.client.Request;
import dev.slipway.it.client.Response;
import dev.slipway.it.process.Ports;
import dev.slipway.it.scenario.Scenarios;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The relay for Windows between a program that does what IIS does and Slipway. What needs a Windows is in docs/iis.md.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class IisIT {
    private static Wine wine;
    private static SlipwayBackend slipway;
    private static Path secret;
    private static String addressWithSecret;
    /** As long as one program runs, Wine does not end, and need not be started for each test. */
    private static FakeIis throughout;

    /** The application is told all that it can be, as attributes too: what it does not see then is nowhere. */
    @BeforeAll
    static void start() throws IOException {
        Path directory = Workplace.work("iis");
        secret = Files.writeString(directory.resolve("secret"), "correct-horse-battery-staple\r\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        addressWithSecret = "tcp:127.0.0.1:" + Ports.free();
        slipway = SlipwayBackend.tcp(
                directory,
                Backend.IDLE_TIMEOUT,
                "--remote-user=trust",
                "--attributes=.*",
                "--listen",
                addressWithSecret + "?secretFile=" + secret);
        Files.deleteIfExists(slipway.log());
        slipway.start();
        wine = Wine.start();
        throughout = iis("throughout");
    }

    @AfterAll
    static void stop() throws IOException {
        throughout.close();
        wine.close();
        slipway.stop();
    }

    private static FakeIis iis(String name, String... options) throws IOException {
        return FakeIis.start(wine, name, List.of(options), "tcp:" + slipway.address());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe", "tcp"})
    void request_arrives_as_iis_describes_it(String protocol) throws IOException {
        try (FakeIis iis = iis(
                protocol,
                "-proto",
                protocol,
                "-var",
                "APPL_MD_PATH=/LM/W3SVC/1/ROOT/app",
                "-var",
                "AUTH_TYPE=Basic",
                "-var",
                "REMOTE_USER=DOMAIN\\user",
                "-var",
                "AUTH_PASSWORD=of-the-client")) {
            Response response = Connection.exchange(
                    iis.http(), Request.get(app("/echo/a%20b%C3%A4?c=%2F")).with("X-Two: words here"));
            JsonNode echo = Scenarios.json(response);
            assertThat(echo.path("requestURI").asText()).isEqualTo("/app/echo/a%20b%C3%A4");
            assertThat(echo.path("contextPath").asText()).isEqualTo("/app");
            assertThat(echo.path("attributes").path("APPL_MD_PATH").asText()).isEqualTo("/LM/W3SVC/1/ROOT/app");
            assertThat(echo.path("servletPath").asText()).isEqualTo("/echo");
            assertThat(echo.path("pathInfo").asText()).isEqualTo("/a bä");
            assertThat(echo.path("queryString").asText()).isEqualTo("c=%2F");
            assertThat(echo.path("secure").asBoolean()).isFalse();
            assertThat(echo.path("scheme").asText()).isEqualTo("http");
            assertThat(echo.path("remoteUser").asText()).isEqualTo("DOMAIN\\user");
            assertThat(echo.path("authType").asText()).isEqualTo("Basic");
            assertThat(echo.path("remotePort").asInt()).isEqualTo(50000);
            assertThat(echo.path("localAddr").asText()).isEqualTo("127.0.0.1");
            assertThat(echo.path("headers").path("X-Two").path(0).asText()).isEqualTo("words here");
            assertThat(response.text()).doesNotContain("AUTH_PASSWORD", "of-the-client");
            assertThat(Files.readString(slipway.log())).doesNotContain("of-the-client", "at /app (APPL_MD_PATH)");
        }
    }

    @Test
    void application_that_iis_has_at_another_path_is_told_to_the_administrator() throws IOException {
        try (FakeIis iis = iis("elsewhere", "-var", "APPL_MD_PATH=/LM/W3SVC/1/ROOT/shop")) {
            assertThat(Connection.exchange(iis.http(), Request.get("/shop/hello"))
                            .status())
                    .isEqualTo(404);
            assertThat(Files.readString(slipway.log()))
                    .contains("application at /shop (APPL_MD_PATH), where none is here, but at /app;")
                    .contains("--context-path /shop");
        }
    }

    @Test
    void secret_is_told_to_slipway_and_to_nobody_else() throws IOException {
        try (FakeIis iis =
                FakeIis.start(wine, "secret", List.of(), addressWithSecret, "--secret-file", Wine.path(secret))) {
            Response response = Connection.exchange(iis.http(), Request.get(app("/echo/a")));
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.text()).contains("APPL_MD_PATH").doesNotContain("correct-horse", "SLIPWAY_SECRET");
        }
        try (FakeIis iis = FakeIis.start(wine, "no-secret", List.of(), addressWithSecret)) {
            assertThat(Connection.exchange(iis.http(), Request.get(app("/hello")))
                            .status())
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe", "tcp"})
    void long_bodies_pass_both_ways(String protocol) throws IOException {
        byte[] body = Pattern26.bytes(20_000_000);
        try (FakeIis iis = iis("bodies-" + protocol, "-proto", protocol)) {
            Request upload = Request.post(app("/digest"), "application/octet-stream", body);
            assertThat(Scenarios.json(Connection.exchange(iis.http(), upload))
                            .path("sha256")
                            .asText())
                    .isEqualTo(Scenarios.sha256(body));
            try (Connection connection = Connection.open(iis.http())) {
                connection.send(Request.get(app("/bytes?n=50000000")));
                assertThat(Pattern26.check(connection.body("GET", connection.head())))
                        .isEqualTo(50_000_000);
            }
        }
    }

    @Test
    void hundred_relays_serve_hundred_requests_at_once() throws IOException {
        try (FakeIis iis = iis("concurrent", "-n", "100");
                EventStreams streams = EventStreams.open(iis.http(), 100)) {
            streams.assertAllServed();
            assertThat(iis.said("spawned")).isEqualTo(100);
        }
        slipway.awaitNothingLeftOpen();
    }

    @Test
    void recycling_goes_unnoticed() throws IOException {
        try (FakeIis iis = iis("recycling", "-r", "3", "-n", "1")) {
            for (int i = 0; i < 10; i++) {
                assertServed(iis);
            }
            iis.awaitSaid("gone, exit 0");
        }
    }

    /** For one that does not look at the event, IIS would wait longer than this test does. */
    @Test
    void shutdown_event_ends_an_idle_relay() throws IOException {
        try (FakeIis iis = iis("event", "-r", "1", "-n", "1", "-signal", "600")) {
            assertServed(iis);
            iis.awaitSaid("gone, exit 0");
        }
    }

    @Test
    void client_that_goes_away_ends_its_relay_only() throws IOException {
        try (FakeIis iis = iis("client-gone")) {
            try (Connection connection = Connection.open(iis.http(), 64 * 1024)) {
                connection.send(Request.get(app("/bytes?n=2000000000")));
                assertThat(connection.body("GET", connection.head()).readNBytes(100_000))
                        .hasSize(100_000);
                connection.reset();
            }
            iis.awaitSaid("client gone");
            assertServed(iis);
        }
        slipway.awaitNothingLeftOpen();
    }

    @Test
    void container_that_is_down_dies_and_comes_back() throws Exception {
        ExecutorService client = Executors.newSingleThreadExecutor();
        try (FakeIis iis = iis("container")) {
            assertServed(iis);
            slipway.stop();
            Response down = Connection.exchange(
                    iis.http(), Request.post(app("/count"), "text/plain", Pattern26.bytes(100_000)));
            assertThat(down.status()).isEqualTo(503);
            assertThat(down.field("Retry-After")).hasValue("5");

            String[] address = slipway.address().split(":");
            try (ServerSocket dying =
                    new ServerSocket(Integer.parseInt(address[1]), 1, InetAddress.getByName(address[0]))) {
                Future<Response> answer =
                        client.submit(() -> Connection.exchange(iis.http(), Request.get(app("/hello"))));
                dying.accept().close();
                assertThat(answer.get().status()).isEqualTo(502);
            }
            slipway.start();
            assertServed(iis);

            try (Connection connection = Connection.open(iis.http())) {
                connection.send(Request.get(app("/stream?chunks=2&ms=60000")));
                Response head = connection.head();
                assertThat(head.status()).isEqualTo(200);
                InputStream body = connection.body("GET", head);
                assertThat(body.readNBytes(13)).asString().isEqualTo("chunk 1 of 2\n");
                slipway.kill();
                assertThatThrownBy(body::readAllBytes)
                        .isInstanceOf(IOException.class)
                        .isNotInstanceOf(SocketTimeoutException.class);
                iis.awaitSaid("gone, exit 0");
            }
            slipway.start();
            assertServed(iis);
        } finally {
            client.shutdownNow();
        }
    }

    private static void assertServed(FakeIis iis) throws IOException {
        Response response = Connection.exchange(iis.http(), Request.get(app("/hello")));
        assertThat(response.status()).as("status of %s", response).isEqualTo(200);
        assertThat(response.body()).hasSize(1024);
    }
}
