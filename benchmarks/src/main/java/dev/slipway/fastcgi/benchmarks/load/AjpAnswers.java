// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.load;

import java.nio.ByteBuffer;

/** Packets of AJP 1.3 from the container ("AJP Protocol Reference", Response Packet Structure). */
final class AjpAnswers implements AnswerReader {
    private static final int HEADER_LENGTH = 4;
    private static final int SEND_BODY_CHUNK = 3;
    private static final int SEND_HEADERS = 4;
    private static final int END_RESPONSE = 5;

    private final Listener listener;
    private final AnswerCheck check;

    AjpAnswers(ByteBuffer expected, Listener listener) {
        this.listener = listener;
        check = new AnswerCheck(expected);
    }

    @Override
    public void read(ByteBuffer input) throws ProtocolViolation {
        while (input.remaining() >= HEADER_LENGTH) {
            int start = input.position();
            int end = start + HEADER_LENGTH + (input.getShort(start + 2) & 0xFFFF);
            if (input.getShort(start) != 0x4142) {
                throw new ProtocolViolation("a packet that does not begin with AB");
            }
            if (input.limit() < end) {
                return;
            }
            packet(input, start + HEADER_LENGTH, end);
        }
    }

    private void packet(ByteBuffer input, int start, int end) throws ProtocolViolation {
        int type = input.get(start);
        if (type == SEND_HEADERS && input.getShort(start + 1) != 200) {
            check.wrong();
        } else if (type == SEND_BODY_CHUNK) {
            int limit = input.limit();
            input.position(start + 3).limit(start + 3 + (input.getShort(start + 1) & 0xFFFF));
            check.body(input);
            input.limit(limit);
        } else if (type != SEND_HEADERS && type != END_RESPONSE) {
            throw new ProtocolViolation("a packet of type " + type);
        }
        input.position(end);
        if (type == END_RESPONSE) {
            listener.answered(0, check.end());
        }
    }

    @Override
    public void reset() {
        check.end();
    }
}
