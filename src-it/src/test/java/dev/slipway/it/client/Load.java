// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.client;

import dev.slipway.it.process.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that ask one request after the other, on connections that they keep, until they are told to end. */
public final class Load implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    /** After so many a client makes a new connection, before web servers ask it to. */
    private static final int REQUESTS_PER_CONNECTION = 100;

    private final Server server;
    private final List<Request> requests;
    private final List<Thread> clients = new ArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean ended;

    private Load(Server server, List<Request> requests) {
        this.server = server;
        this.requests = requests;
    }

    public static Load start(Server server, int clients, List<Request> requests) {
        Load load = new Load(server, requests);
        for (int i = 0; i < clients; i++) {
            load.clients.add(new Thread(load::ask, "load-" + i));
        }
        load.clients.forEach(Thread::start);
        return load;
    }

    private void ask() {
        while (!ended) {
            Request request = requests.get(0);
            try (Connection connection = Connection.open(server)) {
                for (int i = 0; i < REQUESTS_PER_CONNECTION && !ended; i++) {
                    request = requests.get(i % requests.size());
                    Response response = connection.exchange(request);
                    if (response.status() != 200) {
                        failures.add(request.target() + ": " + response);
                    }
                    answered.incrementAndGet();
                }
            } catch (IOException e) {
                failures.add(request.target() + ": " + e);
                answered.incrementAndGet();
            }
        }
    }

    /** Waits until so many more requests have been answered. */
    public void awaitMore(int count) {
        int before = answered.get();
        Await.until(
                () -> count + " more answers than " + before + "; there are " + answered + ", failures: " + failures,
                LIMIT,
                () -> answered.get() - before >= count);
    }

    /** Ends the clients, and tells what has failed. */
    public List<String> end() throws InterruptedException {
        ended = true;
        for (Thread client : clients) {
            client.join(LIMIT.toMillis());
        }
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        ended = true;
    }
}
