// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Assembles the answers on one connection, by request id, and fails on every record that a front end could stumble over.
 *
 * <p>Once {@link #requestBegun} was called, an answer needs a request; before, each id may be answered once.
 */
public final class AnswerReader {
    private static final int RECORDS_IN_MESSAGE = 20;

    private final RecordDecoder decoder = new RecordDecoder();
    private final List<WireRecord> last = new ArrayList<>();
    private final Map<Integer, AnswerAssembly> open = new HashMap<>();
    private final Map<Integer, Deque<Answer>> ended = new HashMap<>();
    private final Map<Integer, Integer> endedCounts = new HashMap<>();
    private final Map<Integer, Integer> begunCounts = new HashMap<>();
    private final Deque<WireRecord> management = new ArrayDeque<>();

    /** A reader for a new connection. */
    public AnswerReader() {}

    /** Reads bytes that have to be whole records. */
    public static AnswerReader readAll(byte[] bytes) {
        var reader = new AnswerReader();
        reader.feed(ByteBuffer.wrap(bytes));
        while (reader.nextRecord().isPresent()) {
            // each record is checked and assembled on the way
        }
        if (reader.unreadCount() > 0) {
            throw new AssertionError(reader.unreadCount() + " octets behind the last whole record");
        }
        return reader;
    }

    /** Reads bytes that have to be the one whole answer to one request. */
    public static Answer readOne(byte[] bytes, int id) {
        AnswerReader reader = readAll(bytes);
        Answer answer = reader.takeAnswer(id)
                .orElseThrow(() -> new AssertionError("no END_REQUEST of " + id + " in " + reader.receivedSoFar()));
        if (!reader.open.isEmpty() || !reader.management.isEmpty()) {
            throw new AssertionError("not only the answer " + id + " in " + reader.receivedSoFar());
        }
        return answer;
    }

    /** Tells that one more request of this id has been sent, so that one more answer may come. */
    public void requestBegun(int id) {
        begunCounts.merge(id, 1, Integer::sum);
    }

    /** Takes bytes as they arrive. */
    public void feed(ByteBuffer bytes) {
        decoder.feed(bytes);
    }

    /** Checks and assembles the next record, if it is here as a whole. */
    public Optional<WireRecord> nextRecord() {
        Optional<WireRecord> next = decoder.next();
        next.ifPresent(this::accept);
        return next;
    }

    /** The oldest whole answer of this id that was not yet taken. */
    public Optional<Answer> takeAnswer(int id) {
        Deque<Answer> answers = ended.get(id);
        return answers == null ? Optional.empty() : Optional.ofNullable(answers.poll());
    }

    /** What has come of the answer that is under way, empty if nothing has. */
    public Answer unfinished(int id) {
        AnswerAssembly assembly = open.get(id);
        return (assembly == null ? new AnswerAssembly(id) : assembly).answer();
    }

    /** The oldest GET_VALUES_RESULT or UNKNOWN_TYPE that was not yet taken. */
    public Optional<WireRecord> takeManagementRecord() {
        return Optional.ofNullable(management.poll());
    }

    /** The octets that wait for {@link #nextRecord}. */
    public int unreadCount() {
        return decoder.unread();
    }

    /** For messages: the last records, and what waits for its rest. */
    public String receivedSoFar() {
        return summary(last) + (unreadCount() == 0 ? "" : " and " + unreadCount() + " unread octets");
    }

    static String summary(List<WireRecord> records) {
        int skipped = Math.max(0, records.size() - RECORDS_IN_MESSAGE);
        return records.stream()
                .skip(skipped)
                .map(WireRecord::toString)
                .collect(Collectors.joining(", ", skipped > 0 ? "[… " : "[", "]"));
    }

    private void accept(WireRecord record) {
        if (last.size() > RECORDS_IN_MESSAGE) {
            last.remove(0);
        }
        last.add(record);
        switch (record.type()) {
            case RecordTypes.STDOUT, RecordTypes.STDERR, RecordTypes.END_REQUEST -> acceptOfRequest(record);
            case RecordTypes.GET_VALUES_RESULT, RecordTypes.UNKNOWN_TYPE -> acceptManagement(record);
            default -> throw record.violation("an application does not send this type");
        }
    }

    private void acceptManagement(WireRecord record) {
        if (record.id() != 0) {
            throw record.violation("a management record with request id %d, expected 0".formatted(record.id()));
        }
        if (record.type() == RecordTypes.UNKNOWN_TYPE) {
            record.requireEightOctets(1);
        } else {
            Pairs.decode(record.content());
        }
        management.add(record);
    }

    private void acceptOfRequest(WireRecord record) {
        int id = record.id();
        if (id == 0) {
            throw record.violation("request id 0 is for management records");
        }
        AnswerAssembly assembly = open.computeIfAbsent(id, key -> begin(record));
        assembly.accept(record);
        if (record.type() == RecordTypes.END_REQUEST) {
            open.remove(id);
            endedCounts.merge(id, 1, Integer::sum);
            ended.computeIfAbsent(id, key -> new ArrayDeque<>()).add(assembly.answer());
        }
    }

    private AnswerAssembly begin(WireRecord record) {
        int id = record.id();
        int allowed = begunCounts.isEmpty() ? 1 : begunCounts.getOrDefault(id, 0);
        int endedCount = endedCounts.getOrDefault(id, 0);
        if (endedCount >= allowed) {
            throw record.violation(
                    endedCount == 0 ? "no request " + id + " was sent" : "after the END_REQUEST of " + id);
        }
        return new AnswerAssembly(id);
    }
}
