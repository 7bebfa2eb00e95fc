// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Answers of HTTP/1.1 with a Content-Length, which all servers of the comparison send. */
final class HttpAnswers implements AnswerReader {
    private static final byte[] OK = "http/1.1 200".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONTENT_LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private final Listener listener;
    private final AnswerCheck check;
    private final HeadReader head = new HeadReader();
    private int content;

    HttpAnswers(ByteBuffer expected, Listener listener) {
        this.listener = listener;
        check = new AnswerCheck(expected);
    }

    @Override
    public void read(ByteBuffer input) throws ProtocolViolation {
        while (input.hasRemaining()) {
            if (!head.complete()) {
                if (!head.read(input)) {
                    return;
                }
                int length = head.afterName(CONTENT_LENGTH);
                if (length < 0) {
                    throw new ProtocolViolation("an answer without Content-Length: " + head);
                }
                content = head.number(length);
                if (!head.startsWith(OK)) {
                    check.wrong();
                }
            }
            int here = Math.min(content, input.remaining());
            int limit = input.limit();
            input.limit(input.position() + here);
            check.body(input);
            input.limit(limit);
            content -= here;
            if (content == 0) {
                head.reset();
                listener.answered(0, check.end());
            }
        }
    }

    @Override
    public void reset() {
        head.reset();
        check.end();
    }
}
