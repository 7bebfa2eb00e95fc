// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.util.NanoTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of peers that were refused, of each once in a minute, and in a minute of no more than so many; any thread may call. */
final class RefusedPeers {
    /** A flood from many addresses must fill neither the memory nor the log. */
    static final int MOST_IN_A_MINUTE = 100;

    private static final Logger LOG = LoggerFactory.getLogger(RefusedPeers.class);
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanoTime;
    /** When each of them was told of last; after a minute they are forgotten. */
    private final Map<String, Long> told = new HashMap<>();

    RefusedPeers() {
        this(NanoTime::now);
    }

    RefusedPeers(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Logs that something of a peer was refused, unless it is too often. */
    void report(String what, String peer, String listener, String why) {
        if (isNews(peer)) {
            LOG.warn(
                    "Refused {} of {} to the FastCGI listener {}: {}. Further ones within a minute are only counted.",
                    what,
                    peer,
                    listener,
                    why);
        }
    }

    synchronized boolean isNews(String peer) {
        long now = nanoTime.getAsLong();
        told.values().removeIf(then -> now - then >= MINUTE);
        return told.size() < MOST_IN_A_MINUTE && told.putIfAbsent(peer, now) == null;
    }
}
