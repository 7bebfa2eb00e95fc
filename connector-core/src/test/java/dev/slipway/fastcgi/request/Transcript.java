// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import dev.slipway.fastcgi.protocol.BeginRequest;
import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.protocol.Role;
import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.AnswerReader;
import dev.slipway.fastcgi.testkit.Pairs;
import dev.slipway.fastcgi.testkit.RecordTypes;
import dev.slipway.fastcgi.testkit.WireRecord;
import dev.slipway.fastcgi.testkit.WireScript;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * What a {@link RequestReader} makes of bytes, one line per event; consecutive pieces of a body are one line, since where
 * they are cut is an accident of the network.
 *
 * <pre>
 * 1 REQUEST keep REQUEST_METHOD=POST REQUEST_URI=/
 * 1 STDIN 5 hello
 * 1 STDIN_END
 * 1 RESPONSE_ENDED free
 * 3 REPLY 503 TOO_MANY_REQUESTS close
 * 0 REPLY UNKNOWN_TYPE 12
 * CLOSED MALFORMED record of version 2, expected 1
 * </pre>
 */
final class Transcript {
    static final Capabilities CAPABILITIES = new Capabilities(7, 50, true);

    private static final int SHORT_TEXT = 40;

    /** When the application's response ends. */
    enum Answering {
        NEVER,
        AT_REQUEST,
        AT_STDIN_END
    }

    private final RequestReader reader;
    private final Answering answering;
    private final List<String> lines = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    /** Which body the collected pieces belong to: its id and whether it is STDIN or DATA. */
    private String bodyOf = "";

    private boolean closed;

    Transcript(ReaderLimits limits, Answering answering) {
        this(new RequestReader(CAPABILITIES, limits), answering);
    }

    Transcript(RequestReader reader, Answering answering) {
        this.reader = reader;
        this.answering = answering;
    }

    /** The lines for a script that comes in one piece, with the default limits and no answers. */
    static List<String> of(WireScript script) {
        return of(ReaderLimits.DEFAULT, script);
    }

    /** The lines for a script that comes in one piece, with no answers. */
    static List<String> of(ReaderLimits limits, WireScript script) {
        var transcript = new Transcript(limits, Answering.NEVER);
        transcript.feed(script.toByteBuffer());
        return transcript.lines();
    }

    /** Has the reader read all of a buffer, or close. */
    void feed(ByteBuffer input) {
        try {
            while (!closed) {
                RequestEvent event = reader.next(input);
                if (event == RequestEvent.NEEDS_INPUT) {
                    if (input.hasRemaining()) {
                        throw new AssertionError(input.remaining() + " bytes were left, after " + lines);
                    }
                    return;
                }
                add(event);
            }
        } catch (ConnectionException e) {
            closed = true;
            line("CLOSED " + e.reason() + " " + e.getMessage());
        }
    }

    /** Tells the reader that a response has ended. */
    void responseEnded(int id) {
        line(id + " RESPONSE_ENDED " + (reader.responseEnded(id) ? "free" : "while STDIN is open"));
    }

    RequestReader reader() {
        return reader;
    }

    List<String> lines() {
        flushBody();
        return List.copyOf(lines);
    }

    private void add(RequestEvent event) {
        int id = reader.requestId();
        switch (event) {
            case STDIN, DATA -> addBody(id + " " + event, reader.content());
            case REQUEST -> {
                BeginRequest begin = reader.beginRequestOfEvent();
                line(id + " REQUEST" + (begin.keepConnection() ? " keep" : "")
                        + (begin.role() == Role.RESPONDER ? "" : " " + begin.role()) + pairs(reader.params()));
                if (answering == Answering.AT_REQUEST) {
                    responseEnded(id);
                }
            }
            case STDIN_END -> {
                line(id + " STDIN_END");
                if (answering == Answering.AT_STDIN_END) {
                    responseEnded(id);
                }
            }
            case REPLY -> line(id + " REPLY " + reply());
            default -> line(id + " " + event);
        }
    }

    private void line(String line) {
        flushBody();
        lines.add(line);
    }

    private void addBody(String idAndStream, ByteBuffer content) {
        if (!idAndStream.equals(bodyOf)) {
            flushBody();
        }
        bodyOf = idAndStream;
        byte[] piece = new byte[content.remaining()];
        content.get(piece);
        body.writeBytes(piece);
    }

    private void flushBody() {
        if (body.size() > 0) {
            byte[] bytes = body.toByteArray();
            lines.add(bodyOf + " " + bytes.length + " " + text(bytes));
            body.reset();
        }
    }

    private static String text(byte[] bytes) {
        if (bytes.length <= SHORT_TEXT) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        var crc = new CRC32();
        crc.update(bytes);
        return "crc %08x".formatted(crc.getValue());
    }

    private static String pairs(Params params) {
        var pairs = new StringBuilder();
        for (int i = 0; i < params.size(); i++) {
            pairs.append(' ').append(params.name(i)).append('=');
            byte[] value = params.value(i).getBytes(StandardCharsets.ISO_8859_1);
            pairs.append(text(value));
        }
        return pairs.toString();
    }

    /** The reply, read by a reader that is as strict as the strictest front end. */
    private String reply() {
        byte[] bytes = new byte[reader.reply().records().remaining()];
        reader.reply().records().duplicate().get(bytes);
        AnswerReader answers = AnswerReader.readAll(bytes);
        Optional<WireRecord> management = answers.takeManagementRecord();
        if (management.isPresent()) {
            return managementReply(management.get());
        }
        int id = reader.requestId();
        Answer answer = answers.takeAnswer(id).orElseThrow(() -> new AssertionError("no answer of " + id));
        if (answer.protocolStatus().orElseThrow() != 0 || answer.appStatus().orElseThrow() != 0) {
            throw new AssertionError("END_REQUEST is not a plain REQUEST_COMPLETE in " + answer);
        }
        return (answer.stdout().length == 0
                        ? "END_REQUEST"
                        : answer.status() + " " + reader.reply().refusal())
                + (reader.reply().thenClose() ? " close" : "");
    }

    private static String managementReply(WireRecord record) {
        if (record.type() == RecordTypes.UNKNOWN_TYPE) {
            return "UNKNOWN_TYPE " + (record.content()[0] & 0xFF);
        }
        Map<String, String> values = Pairs.decode(record.content());
        return values.entrySet().stream()
                .map(Map.Entry::toString)
                .collect(Collectors.joining(" ", "GET_VALUES_RESULT ", ""))
                .strip();
    }
}
