// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.relay;

import dev.slipway.it.backend.Workplace;
import dev.slipway.it.client.Server;
import dev.slipway.it.process.Await;
import dev.slipway.it.process.ChildProcess;
import dev.slipway.it.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program that starts relays and talks to them as IIS does; relay/src/test/c/fake-iis.c says what it knows of IIS. */
final class FakeIis implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Path RELAY = Workplace.relay("slipway-relay.exe");

    private final int port;
    private final Path log;
    private final ChildProcess process;

    private FakeIis(int port, Path log, ChildProcess process) {
        this.port = port;
        this.log = log;
        this.process = process;
    }

    /**
     * @param name of the log
     * @param options of fake-iis
     * @param relay arguments of the relay
     */
    static FakeIis start(Wine wine, String name, List<String> options, String... relay) throws IOException {
        int port = Ports.free();
        List<String> arguments = new ArrayList<>(List.of("-v", "-port", "" + port));
        arguments.addAll(options);
        arguments.addAll(List.of("--", Wine.path(RELAY)));
        arguments.addAll(List.of(relay));
        Path directory = Workplace.work("iis-" + name);
        Path log = directory.resolve("fake-iis.log");
        Files.deleteIfExists(log);
        ChildProcess process = ChildProcess.start(
                "fake-iis", wine.command(Workplace.relay("fake-iis.exe"), arguments), Map.of(), directory, log);
        FakeIis iis = new FakeIis(port, log, process);
        Await.until(
                "fake-iis serves; see " + log,
                LIMIT,
                () -> !process.alive() || iis.log().contains("http://"));
        return iis;
    }

    Server http() {
        return Server.http(port);
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitSaid(String text) {
        awaitSaid(text, 1);
    }

    void awaitSaid(String text, int times) {
        Await.until(
                () -> "fake-iis says \"" + text + "\" " + times + " times; it said " + log(),
                LIMIT,
                () -> said(text) >= times);
    }

    /** In how many lines. */
    long said(String text) {
        return log().lines().filter(line -> line.contains(text)).count();
    }

    /** Nothing is left: a relay whose pipe is gone ends by itself. */
    @Override
    public void close() {
        process.close();
        Wine.awaitEnded(RELAY);
        if (log().contains("illegal record")) {
            throw new AssertionError("IIS would have ended the relay: " + log());
        }
    }
}
