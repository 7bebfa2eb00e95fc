// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Records of the FastCGI 1.0 specification, section 3.3, with a CGI answer (RFC 3875, section 6) in STDOUT. */
final class FastCgiAnswers implements AnswerReader {
    private static final int HEADER_LENGTH = 8;
    private static final int END_REQUEST = 3;
    private static final int STDOUT = 6;
    private static final int STDERR = 7;
    private static final byte[] STATUS = "status:".getBytes(StandardCharsets.US_ASCII);

    private final Listener listener;
    private final AnswerCheck[] checks;
    private final HeadReader[] heads;
    private int type;
    private int slot;
    private int content;
    private int padding;

    FastCgiAnswers(int depth, ByteBuffer expected, Listener listener) {
        this.listener = listener;
        checks = new AnswerCheck[depth];
        heads = new HeadReader[depth];
        for (int i = 0; i < depth; i++) {
            checks[i] = new AnswerCheck(expected);
            heads[i] = new HeadReader();
        }
    }

    @Override
    public void read(ByteBuffer input) throws ProtocolViolation {
        while (true) {
            if (type == 0) {
                if (input.remaining() < HEADER_LENGTH) {
                    return;
                }
                header(input);
            }
            if (content > 0) {
                if (!content(input)) {
                    return;
                }
            }
            int skipped = Math.min(padding, input.remaining());
            input.position(input.position() + skipped);
            padding -= skipped;
            if (padding > 0) {
                return;
            }
            if (type == END_REQUEST) {
                type = 0;
                heads[slot].reset();
                listener.answered(slot, checks[slot].end());
            }
            type = 0;
        }
    }

    private void header(ByteBuffer input) throws ProtocolViolation {
        int start = input.position();
        type = input.get(start + 1);
        slot = (input.getShort(start + 2) & 0xFFFF) - 1;
        content = input.getShort(start + 4) & 0xFFFF;
        padding = input.get(start + 6) & 0xFF;
        input.position(start + HEADER_LENGTH);
        if (input.get(start) != 1 || slot < 0 || slot >= checks.length) {
            throw new ProtocolViolation("a record of version " + input.get(start) + ", id " + (slot + 1));
        }
        if (type != STDOUT && type != STDERR && (type != END_REQUEST || content != 8)) {
            throw new ProtocolViolation("a record of type " + type + " with " + content + " bytes");
        }
    }

    /** Whether all of the record's content was here. */
    private boolean content(ByteBuffer input) throws ProtocolViolation {
        if (type == END_REQUEST && input.remaining() < content) {
            return false;
        }
        int here = Math.min(content, input.remaining());
        int limit = input.limit();
        int end = input.position() + here;
        input.limit(end);
        if (type == STDOUT) {
            stdout(input);
        } else if (type == END_REQUEST && input.getLong(input.position()) >>> 24 != 0) {
            // Its status, or the status of the protocol.
            checks[slot].wrong();
        }
        input.limit(limit).position(end);
        content -= here;
        return content == 0;
    }

    private void stdout(ByteBuffer piece) throws ProtocolViolation {
        HeadReader head = heads[slot];
        if (!head.complete()) {
            if (!head.read(piece)) {
                return;
            }
            int status = head.afterName(STATUS);
            if (status >= 0 && head.number(status) != 200) {
                checks[slot].wrong();
            }
        }
        checks[slot].body(piece);
    }

    @Override
    public void reset() {
        type = 0;
        content = 0;
        padding = 0;
        for (int i = 0; i < checks.length; i++) {
            checks[i].end();
            heads[i].reset();
        }
    }
}
