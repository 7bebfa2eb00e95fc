// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.relay;

import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.it.backend.Workplace;
import dev.slipway.it.process.Await;
import dev.slipway.it.process.ChildProcess;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The relay as a front end starts it: its standard input is a listening socket, to which tests connect. */
final class RelayProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Path socket;
    private final Path output;
    private final ChildProcess process;

    private RelayProcess(Path socket, Path output, ChildProcess process) {
        this.socket = socket;
        this.output = output;
        this.process = process;
    }

    /**
     * @param directory for the socket and the relay's output
     * @param program which of the programs that the build makes of the relay
     */
    static RelayProcess start(Path directory, String program, String... arguments) throws IOException {
        Path socket = directory.resolve("front");
        Path output = directory.resolve("relay.log");
        List<String> command = new ArrayList<>(List.of(
                Workplace.relay("listen").toString(),
                socket.toString(),
                Workplace.relay(program).toString()));
        command.addAll(List.of(arguments));
        ChildProcess process =
                ChildProcess.start("relay", command, Map.of("ASAN_OPTIONS", "detect_leaks=1"), directory, output);
        Await.until("the relay listens; see " + output, LIMIT, () -> !process.alive() || Files.exists(socket));
        return new RelayProcess(socket, output, process);
    }

    FastCgiPeer connect() throws IOException {
        return FastCgiPeer.connect(UnixDomainSocketAddress.of(socket));
    }

    long pid() {
        return process.pid();
    }

    /** SIGTERM. */
    void terminate() {
        ProcessHandle.of(pid()).orElseThrow().destroy();
    }

    /** Ends with this exit code, and has said this. */
    void assertEnded(int exitCode, String said) throws IOException {
        Await.until("the relay ends", LIMIT, () -> !process.alive());
        String log = Files.readString(output);
        if (process.exitValue() != exitCode || !log.contains(said)) {
            throw new AssertionError("exit code " + process.exitValue() + ", expected " + exitCode + " and \"" + said
                    + "\"; the relay said: " + log);
        }
    }

    boolean alive() {
        return process.alive();
    }

    String said() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() throws IOException {
        process.close();
        String log = said();
        if (log.contains("Sanitizer") || log.contains("runtime error")) {
            throw new AssertionError("the relay is wrong: " + log);
        }
    }
}
