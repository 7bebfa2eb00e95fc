// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.soak;

import dev.slipway.fastcgi.testkit.FastCgiPeer;
import java.io.IOException;
import java.util.SplittableRandom;

/** A front end with one connection that stays open. */
abstract class Client implements AutoCloseable {
    private final FastCgiPeer peer;
    private final SplittableRandom random;

    Client(FastCgiPeer peer, SplittableRandom random) {
        this.peer = peer;
        this.random = random;
    }

    FastCgiPeer peer() {
        return peer;
    }

    SplittableRandom random() {
        return random;
    }

    /** Sends this many requests and looks at all of their answers; fails at the first that is wrong. */
    abstract void exchange(int count) throws IOException;

    @Override
    public final void close() throws IOException {
        peer.close();
    }
}
