// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.soak;

import dev.slipway.fastcgi.testkit.FastCgiPeer;
import java.io.IOException;
import java.util.SplittableRandom;

/** One request after the other, the next one as soon as END_REQUEST is here. */
final class SequentialClient extends Client {
    SequentialClient(FastCgiPeer peer, SplittableRandom random) {
        super(peer, random);
    }

    @Override
    void exchange(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Exchange exchange = new Exchange(1, random());
            peer().send(exchange.bytes());
            exchange.verify(peer().readAnswer(1));
        }
    }
}
