// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import static dev.slipway.it.scenario.Scenarios.app;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Request;
import dev.slipway.it.client.Response;
import dev.slipway.it.frontend.ModFcgidFrontEnd;
import dev.slipway.it.process.Await;
import dev.slipway.it.relay.EventStreams;
import dev.slipway.it.relay.PrivateMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many relays of mod_fcgid at once, and httpd ending them while they have requests. */
class RelayUnderLoadIT {
    private Deployment site;
    private ExecutorService clients;

    @BeforeEach
    void start() throws IOException {
        site = Deployment.start(new ModFcgidFrontEnd("slipway-relay"));
        clients = Executors.newCachedThreadPool();
    }

    @AfterEach
    void stop() throws IOException {
        clients.shutdownNow();
        site.close();
    }

    private List<Future<Response>> requests(int count, String path) {
        List<Future<Response>> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            answers.add(clients.submit(() -> Connection.exchange(site.http(), Request.get(app(path)))));
        }
        return answers;
    }

    @Test
    void hundred_relays_serve_hundred_requests_at_once_and_are_small() throws IOException {
        try (EventStreams streams = EventStreams.open(site.http(), 100)) {
            streams.assertAllServed();
            List<ProcessHandle> relays = relays();
            assertThat(relays).hasSizeGreaterThanOrEqualTo(100);
            for (ProcessHandle relay : relays) {
                assertThat(PrivateMemory.kilobytes(relay.pid())).isBetween(1L, 3000L);
            }
        }
    }

    /** The requests are with the application when httpd tells all relays to end, and end after that. */
    @Test
    void graceful_restart_loses_no_request_that_a_relay_has_accepted() throws Exception {
        List<Future<Response>> answers = requests(20, "/stream?chunks=4&ms=1000");
        Await.until("20 requests are in relays", Duration.ofSeconds(20), () -> relays().size() >= 20);
        new ProcessBuilder(
                        "kill",
                        "-USR1",
                        Files.readString(site.frontEnd().directory().resolve("httpd.pid"))
                                .trim())
                .start()
                .waitFor();
        for (Future<Response> answer : answers) {
            assertThat(answer.get().status()).isEqualTo(200);
            assertThat(answer.get().text()).endsWith("chunk 4 of 4\n");
        }
        assertThat(site.exchange(Request.get(app("/hello"))).status()).isEqualTo(200);
    }

    private static List<ProcessHandle> relays() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("slipway-relay"))
                .toList();
    }
}
