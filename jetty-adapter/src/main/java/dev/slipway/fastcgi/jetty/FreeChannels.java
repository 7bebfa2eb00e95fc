// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.HttpConfiguration;

/**
 * The channels of a connector that wait for another request. A channel brings Jetty's servlet layer with it, which together
 * are the larger part of what a short request would allocate; of the connector, so that idle connections hold none.
 *
 * <p>Safe for any thread.
 */
final class FreeChannels {
    /** A channel, and the connection as its requests see it; Jetty ties the two for good. */
    record Pair(HttpChannel channel, ClientConnectionMetaData client) {}

    /** More are made when more requests are served at once, and forgotten afterwards. */
    private static final int MOST = 64;

    private static final HttpChannel.Factory CHANNELS = new HttpChannel.DefaultFactory();

    private final Connector connector;
    private final HttpConfiguration configuration;
    /** The last one that became free is taken first: it is still in the processor's caches. */
    private final Deque<Pair> free = new ArrayDeque<>();

    FreeChannels(Connector connector, HttpConfiguration configuration) {
        this.connector = connector;
        this.configuration = configuration;
    }

    /** A channel for one request; nobody else has it until it is {@link #giveBack given back}, if ever. */
    Pair take(FastCgiConnection connection, boolean persistent) {
        Pair pair;
        synchronized (free) {
            pair = free.poll();
        }
        if (pair == null) {
            ClientConnectionMetaData client = new ClientConnectionMetaData(connector, configuration);
            client.begin(connection, persistent);
            return new Pair(CHANNELS.newHttpChannel(client), client);
        }
        pair.client().begin(connection, persistent);
        return pair;
    }

    /** Takes a channel whose request is over, and that nobody will call any more. */
    void giveBack(Pair pair) {
        // What Jetty keeps in a channel for later requests is nothing in one that began without later requests.
        boolean useful = pair.client().isPersistent();
        pair.channel().recycle();
        pair.client().end();
        synchronized (free) {
            if (useful && free.size() < MOST) {
                free.push(pair);
            }
        }
    }
}
