// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.load;

import java.nio.ByteBuffer;

/** Compares one answer, piece by piece, with what is expected. Allocates nothing after it was made. */
final class AnswerCheck {
    private final ByteBuffer expected;
    private boolean correct = true;

    AnswerCheck(ByteBuffer expected) {
        this.expected = expected.duplicate();
    }

    /** Takes all that remains in the piece. */
    void body(ByteBuffer piece) {
        int length = piece.remaining();
        if (length > expected.remaining()) {
            correct = false;
            piece.position(piece.limit());
            return;
        }
        int limit = expected.limit();
        expected.limit(expected.position() + length);
        correct &= expected.mismatch(piece) < 0;
        expected.position(expected.limit()).limit(limit);
        piece.position(piece.limit());
    }

    void wrong() {
        correct = false;
    }

    /** Whether the whole answer was right; the next one begins. */
    boolean end() {
        boolean whole = correct && !expected.hasRemaining();
        expected.rewind();
        correct = true;
        return whole;
    }
}
