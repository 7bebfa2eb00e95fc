// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.soak;

import dev.slipway.fastcgi.testkit.FastCgiPeer;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;

/**
 * The program: sends requests over shared and over kept connections, looks at every answer, and measures in between that
 * nothing grows.
 */
public final class Soak {
    private static final String USAGE = """
            Usage: src-it/soak.sh [MULTIPLEXED [SEQUENTIAL]]
            Sends so many requests, 64 at once on each connection, and so many one after the other on kept connections;
            1000000 of both unless given. Ends with 0 if every answer is right and nothing has grown, else with 1.
            """;

    private static final int DEFAULT_COUNT = 1_000_000;
    private static final int ROUNDS = 10;
    private static final int MULTIPLEXING_CONNECTIONS = 4;
    private static final int SEQUENTIAL_CONNECTIONS = 8;
    /** Acceptors and selectors of two connectors, and some for what Jetty has to do beside the requests. */
    private static final int OTHER_THREADS = 16;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private final SoakServer server;
    private final SplittableRandom random;

    private Soak(SoakServer server, long seed) {
        this.server = server;
        this.random = new SplittableRandom(seed);
    }

    public static void main(String[] arguments) throws Exception {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) throws Exception {
        int multiplexed;
        int sequential;
        try {
            if (arguments.size() > 2) {
                throw new NumberFormatException("more than two numbers");
            }
            multiplexed = arguments.isEmpty() ? DEFAULT_COUNT : count(arguments.get(0));
            sequential = arguments.size() < 2 ? multiplexed : count(arguments.get(1));
        } catch (NumberFormatException e) {
            System.err.print(USAGE);
            return arguments.equals(List.of("--help")) ? 0 : WRONG_USAGE;
        }
        long seed = Long.getLong("slipway.seed", System.nanoTime());
        System.out.println("seed " + seed + " (-Dslipway.seed)");
        Path directory = Files.createTempDirectory("soak");
        Path socket = directory.resolve("socket");
        try (SoakServer server =
                new SoakServer(socket, MULTIPLEXING_CONNECTIONS * MultiplexingClient.AT_ONCE + OTHER_THREADS)) {
            Soak soak = new Soak(server, seed);
            soak.run("multiplexed", multiplexed, MULTIPLEXING_CONNECTIONS, MultiplexingClient::new);
            soak.run("sequential", sequential, SEQUENTIAL_CONNECTIONS, SequentialClient::new);
            System.out.println("every answer was right, and nothing has grown");
            return 0;
        } catch (AssertionError e) {
            e.printStackTrace(System.out);
            return FAILED;
        } finally {
            Files.deleteIfExists(socket);
            Files.delete(directory);
        }
    }

    private static int count(String text) {
        int count = Integer.parseInt(text);
        if (count < 1) {
            throw new NumberFormatException(text);
        }
        return count;
    }

    /** Sends all requests of a kind in rounds; what the process holds after the first one is what it may hold ever after. */
    private void run(
            String name, int count, int connections, BiFunction<FastCgiPeer, SplittableRandom, Client> newClient)
            throws IOException, InterruptedException {
        List<Client> clients = new ArrayList<>();
        ExecutorService executor = Executors.newFixedThreadPool(connections);
        try {
            for (int i = 0; i < connections; i++) {
                SocketAddress address =
                        server.addresses().get(i % server.addresses().size());
                clients.add(newClient.apply(FastCgiPeer.connect(address, PATIENCE), random.split()));
            }
            Footprint first = null;
            for (int round = 0, done = 0; round < ROUNDS; round++) {
                long begin = System.nanoTime();
                int size = count / ROUNDS + (round < count % ROUNDS ? 1 : 0);
                exchange(clients, size, executor);
                done += size;
                double seconds = (System.nanoTime() - begin) / 1e9;
                Footprint now = Footprint.measure(server);
                System.out.printf(Locale.ROOT, "%s: %d of %d, %.0f/s; %s%n", name, done, count, size / seconds, now);
                if (first == null) {
                    first = now;
                }
                now.requireNoMoreThan(first);
            }
        } finally {
            executor.shutdownNow();
            for (Client client : clients) {
                client.close();
            }
        }
    }

    private static void exchange(List<Client> clients, int count, ExecutorService executor)
            throws InterruptedException {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < clients.size(); i++) {
            Client client = clients.get(i);
            int share = count / clients.size() + (i < count % clients.size() ? 1 : 0);
            tasks.add(() -> {
                client.exchange(share);
                return null;
            });
        }
        for (Future<Void> task : executor.invokeAll(tasks)) {
            try {
                task.get();
            } catch (ExecutionException e) {
                throw new AssertionError("a client has failed: " + e.getCause(), e.getCause());
            }
        }
    }
}
