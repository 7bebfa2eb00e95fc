// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.Await;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.WireScript;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Components;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that follow each other in one of Jetty's channels, from different clients and connections. */
class FreeChannelsTest {
    private static final int REQUESTS = 200;

    /** Where a channel is known by the object that its requests share. */
    private final Set<Components> channels =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    private final Map<String, Components> told = new ConcurrentHashMap<>();
    private final AtomicInteger leftOvers = new AtomicInteger();
    private final CountDownLatch failed = new CountDownLatch(1);
    private final TestServer server = new TestServer(this::handle);

    @AfterEach
    void stop() {
        server.close();
    }

    private void handle(Request request, Response response, Callback callback) {
        channels.add(request.getComponents());
        if (request.getConnectionMetaData().setAttribute("left", "over") != null) {
            leftOvers.incrementAndGet();
        }
        switch (Request.getPathInContext(request)) {
            case "/demand" -> request.demand(() -> callback.succeeded());
            case "/abort" -> {
                told.put("/abort", request.getComponents());
                request.addFailureListener(cause -> {
                    failed.countDown();
                    callback.failed(cause);
                });
            }
            default ->
                Content.Sink.write(
                        response,
                        true,
                        Request.getRemoteAddr(request) + " "
                                + request.getConnectionMetaData().getId() + " " + request.isSecure(),
                        callback);
        }
    }

    @Test
    void eachRequestHasItsOwnClientAndConnectionInAChannelThatOthersHadBefore() throws Exception {
        try (FastCgiPeer first = server.connect();
                FastCgiPeer second = server.connect()) {
            String firstId = get(first, "192.0.2.1").split(" ")[1];
            String secondId = get(second, "192.0.2.2").split(" ")[1];
            assertThat(firstId).isNotEqualTo(secondId);
            for (int i = 0; i < REQUESTS; i++) {
                assertThat(get(first, "192.0.2.1")).isEqualTo("192.0.2.1 " + firstId + " false");
                assertThat(get(second, "192.0.2.2", "HTTPS", "on")).isEqualTo("192.0.2.2 " + secondId + " true");
            }
        }
        assertThat(channels).hasSizeLessThan(REQUESTS);
        assertThat(leftOvers).hasValue(0);
    }

    private static String get(FastCgiPeer peer, String client, String... more) throws Exception {
        String[] params = new String[more.length + 2];
        params[0] = "REMOTE_ADDR";
        params[1] = client;
        System.arraycopy(more, 0, params, 2, more.length);
        return peer.get("/", params).bodyText();
    }

    /** Who demands may be called when the request is over. */
    @Test
    void aChannelThatSomebodyMayStillCallIsNeverUsedAgain() throws Exception {
        try (FastCgiPeer peer = server.connect()) {
            for (int i = 0; i < REQUESTS; i++) {
                assertThat(peer.get("/demand").status()).isEqualTo(200);
            }
        }
        assertThat(channels).hasSize(REQUESTS);
    }

    @Test
    void aChannelWhoseRequestWasAbortedIsNeverUsedAgain() throws Exception {
        try (FastCgiPeer peer = server.connect()) {
            peer.send(WireScript.getRequest(1, true, "/abort"));
            Await.until(() -> told.containsKey("/abort"), TestServer.PATIENCE, "the request did not come");
            peer.send(new WireScript().abort(1));
            failed.await();
            peer.readAnswer(1);
            Components aborted = told.get("/abort");
            channels.clear();
            for (int i = 0; i < REQUESTS; i++) {
                assertThat(peer.get("/").status()).isEqualTo(200);
            }
            assertThat(channels).doesNotContain(aborted);
        }
    }
}
