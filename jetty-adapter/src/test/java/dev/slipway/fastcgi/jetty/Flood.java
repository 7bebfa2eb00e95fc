// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.WireScript;
import java.io.IOException;
import java.time.Duration;

/** Sends the same over and over. */
final class Flood {
    /** So much is sent unless the server takes no more: as much memory would be seen. */
    static final int LENGTH = 64 * 1024 * 1024;

    private static final int BLOCK = 64 * 1024;

    /** When nothing could be sent for so long, the server does not read. */
    private static final Duration STALLED = Duration.ofMillis(300);

    private Flood() {}

    /** Reads nothing, and ends when nothing more is taken or the connection is closed; how much was taken. */
    static long whileTaken(FastCgiPeer peer, WireScript script) {
        byte[] block = block(script);
        long sent = 0;
        int taken = block.length;
        try {
            while (sent < LENGTH && taken == block.length) {
                taken = peer.sendUntilStalled(block, STALLED);
                sent += taken;
            }
        } catch (IOException e) {
            // closed
        }
        return sent;
    }

    /** Reads what comes, and ends when the connection is closed; how much was taken until then. */
    static long untilClosed(FastCgiPeer peer, WireScript script) {
        byte[] block = block(script);
        long sent = 0;
        try {
            for (; sent < LENGTH; sent += block.length) {
                peer.send(block);
            }
        } catch (IOException e) {
            // closed
        }
        return sent;
    }

    private static byte[] block(WireScript script) {
        byte[] once = script.toBytes();
        byte[] block = new byte[Math.max(1, BLOCK / once.length) * once.length];
        for (int i = 0; i < block.length; i += once.length) {
            System.arraycopy(once, 0, block, i, once.length);
        }
        return block;
    }
}
