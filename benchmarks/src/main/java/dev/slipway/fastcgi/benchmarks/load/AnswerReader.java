// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.load;

import java.nio.ByteBuffer;

/** Understands the answers on one connection. */
interface AnswerReader {
    /** Whom the end of each answer is told. */
    interface Listener {
        /**
         * An answer is here to its last byte.
         *
         * @param slot of the request
         * @param correct whether it is what was expected
         */
        void answered(int slot, boolean correct);
    }

    /**
     * Takes what is understood so far; the rest stays in the buffer until there is more.
     *
     * @param input what has arrived
     * @throws ProtocolViolation if the bytes after it cannot be understood any more
     */
    void read(ByteBuffer input) throws ProtocolViolation;

    /** A new connection: nothing is expected from before. */
    void reset();

    /** Not what the protocol allows. */
    final class ProtocolViolation extends java.io.IOException {
        private static final long serialVersionUID = 1L;

        ProtocolViolation(String message) {
            super(message);
        }
    }
}
