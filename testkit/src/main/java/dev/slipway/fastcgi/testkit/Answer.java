// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What the application answered to one request, so far or as a whole. */
public final class Answer {
    private final int id;
    private final byte[] stdout;
    private final byte[] stderr;
    private final List<WireRecord> records;
    private final Optional<AnswerHead> head;

    Answer(int id, byte[] stdout, byte[] stderr, List<WireRecord> records) {
        this.id = id;
        this.stdout = stdout;
        this.stderr = stderr;
        this.records = List.copyOf(records);
        this.head = AnswerHead.parse(stdout);
    }

    /** The request id. */
    public int id() {
        return id;
    }

    /** Whether END_REQUEST has come. */
    public boolean isComplete() {
        return end().isPresent();
    }

    /** Whether the header block has come as a whole; if not, the methods that need it fail. */
    public boolean hasHead() {
        return head.isPresent();
    }

    /** The header block. */
    public AnswerHead head() {
        return head.orElseThrow(() -> new AssertionError("no header block ended by an empty line in " + this));
    }

    /** The HTTP status. */
    public int status() {
        return head().status();
    }

    /** The reason phrase of the Status field. */
    public String reason() {
        return head().reason();
    }

    /** All header fields in order, Status among them. */
    public List<AnswerHead.Field> fields() {
        return head().fields();
    }

    /** The values of all fields of this name, in order. */
    public List<String> values(String name) {
        return head().values(name);
    }

    /** The value of the only field of this name, if there is one. */
    public Optional<String> value(String name) {
        List<String> values = values(name);
        if (values.size() > 1) {
            throw new AssertionError("more than one " + name + ": " + values);
        }
        return values.stream().findFirst();
    }

    /** The octets behind the header block. */
    public byte[] body() {
        return Arrays.copyOfRange(stdout, head().length(), stdout.length);
    }

    /** How many octets are behind the header block; 0 as long as it is not there. */
    public int bodyLength() {
        return head.map(block -> stdout.length - block.length()).orElse(0);
    }

    /** The body, read as UTF-8. */
    public String bodyText() {
        return new String(body(), StandardCharsets.UTF_8);
    }

    /** All of STDOUT: header block and body. */
    public byte[] stdout() {
        return stdout.clone();
    }

    /** All of STDERR, read as UTF-8. */
    public String stderrText() {
        return new String(stderr, StandardCharsets.UTF_8);
    }

    /** Whether the whole header block came in the first STDOUT record. */
    public boolean headInOneRecord() {
        int length = head().length();
        return stdoutLengths().get(0) >= length;
    }

    /** Whether Status is there and the last field. */
    public boolean statusIsLastField() {
        List<AnswerHead.Field> fields = fields();
        return !fields.isEmpty() && fields.get(fields.size() - 1).name().equalsIgnoreCase("Status");
    }

    /** The appStatus of END_REQUEST, if it has come. */
    public OptionalInt appStatus() {
        return end().map(content -> OptionalInt.of(ByteBuffer.wrap(content).getInt()))
                .orElse(OptionalInt.empty());
    }

    /** The protocolStatus of END_REQUEST, if it has come. */
    public OptionalInt protocolStatus() {
        return end().map(content -> OptionalInt.of(content[4] & 0xFF)).orElse(OptionalInt.empty());
    }

    /** All records of this answer in order. */
    public List<WireRecord> records() {
        return records;
    }

    /** The number of records, the empty ones and END_REQUEST among them. */
    public int recordCount() {
        return records.size();
    }

    /** The content lengths of the STDOUT records, without the empty one that ends the stream. */
    public List<Integer> stdoutLengths() {
        return records.stream()
                .filter(record -> record.type() == RecordTypes.STDOUT && record.content().length > 0)
                .map(record -> record.content().length)
                .toList();
    }

    /** For messages: the records and the start of the text. */
    @Override
    public String toString() {
        String text = Octets.text(Arrays.copyOf(stdout, Math.min(stdout.length, 500)));
        String more = stdout.length > 500 ? " … " + stdout.length + " octets" : "";
        return "answer " + id + " " + AnswerReader.summary(records) + " \"" + text + more + "\"";
    }

    private Optional<byte[]> end() {
        return records.stream()
                .filter(record -> record.type() == RecordTypes.END_REQUEST)
                .map(WireRecord::content)
                .findFirst();
    }
}
