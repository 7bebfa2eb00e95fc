// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.testkit;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** The answer to one request while its records arrive. */
final class AnswerAssembly {
    private final int id;
    private final Stream stdout = new Stream();
    private final Stream stderr = new Stream();
    private final List<WireRecord> records = new ArrayList<>();

    AnswerAssembly(int id) {
        this.id = id;
    }

    void accept(WireRecord record) {
        records.add(record);
        switch (record.type()) {
            case RecordTypes.STDOUT -> stdout.accept(record);
            case RecordTypes.STDERR -> stderr.accept(record);
            default -> {
                record.requireEightOctets(5);
                stdout.requireEnded("STDOUT", record);
                stderr.requireEnded("STDERR", record);
            }
        }
    }

    Answer answer() {
        return new Answer(id, stdout.bytes.toByteArray(), stderr.bytes.toByteArray(), records);
    }

    /** One of the two output streams; it need not begin, but what has begun has to end. */
    private static final class Stream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean ended;

        void accept(WireRecord record) {
            if (ended) {
                throw record.violation("the stream has ended");
            }
            bytes.writeBytes(record.content());
            ended = record.content().length == 0;
        }

        void requireEnded(String name, WireRecord record) {
            if (bytes.size() > 0 && !ended) {
                throw record.violation("%s was not ended by an empty record".formatted(name));
            }
        }
    }
}
