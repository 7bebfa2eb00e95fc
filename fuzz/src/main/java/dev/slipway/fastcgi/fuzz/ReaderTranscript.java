// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.fuzz;

import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.request.Capabilities;
import dev.slipway.fastcgi.request.Params;
import dev.slipway.fastcgi.request.ParamsLimits;
import dev.slipway.fastcgi.request.ReaderLimits;
import dev.slipway.fastcgi.request.RequestEvent;
import dev.slipway.fastcgi.request.RequestReader;
import dev.slipway.fastcgi.testkit.AnswerReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a reader says of one connection's bytes, one line per event, consecutive pieces of STDIN as one; and that it says
 * only what can be, believing of it nothing but its events.
 *
 * <p>The number of parameters of a request decides when its response ends, so that an input can choose.
 */
final class ReaderTranscript {
    static final ReaderLimits LIMITS = new ReaderLimits(ParamsLimits.DEFAULT.withMaxLength(2048), 3, 3, 600, 64);

    private static final Capabilities CAPABILITIES = new Capabilities(7, 50, true);

    /** When the response of a request ends. */
    private enum Answering {
        AT_REQUEST,
        AT_STDIN_END,
        NEVER
    }

    private final RequestReader reader = new RequestReader(CAPABILITIES, LIMITS);
    /** Null if nothing is to be written down, so that only the reader allocates. */
    private final StringBuilder lines;

    private final Map<Integer, Answering> announced = new HashMap<>();
    private final Set<Integer> inputEnded = new HashSet<>();
    private final Set<Integer> skipped = new HashSet<>();
    private int stdinId;
    private long stdinLength;
    private int stdinHash;

    ReaderTranscript(boolean written) {
        lines = written ? new StringBuilder() : null;
    }

    /** Has the reader read all of a buffer; whether more may follow. */
    boolean feed(ByteBuffer input) {
        int mostEvents = input.remaining() + 1;
        try {
            for (int events = 0; ; events++) {
                RequestEvent event = reader.next(input);
                if (event == RequestEvent.NEEDS_INPUT) {
                    Expect.that(!input.hasRemaining(), "all bytes are read", input);
                    return true;
                }
                Expect.that(events < mostEvents, "no more events than bytes", event);
                add(event, reader.requestId());
            }
        } catch (ConnectionException e) {
            Expect.that(e.reason() != null && !e.getMessage().isBlank(), "an exception says why", e);
            line("CLOSED " + e.reason() + " " + e.getMessage());
            return false;
        }
    }

    String text() {
        flushStdin();
        return lines.toString();
    }

    private void add(RequestEvent event, int id) {
        Answering answering = announced.get(id);
        switch (event) {
            case REQUEST -> {
                Expect.that(answering == null, "a request is announced once", id);
                Expect.that(announced.size() < LIMITS.maxActiveRequests(), "maxActiveRequests holds", announced);
                Params params = reader.params();
                Answering chosen = Answering.values()[params.size() % Answering.values().length];
                announced.put(id, chosen);
                inputEnded.remove(id);
                skipped.remove(id);
                line(id + " REQUEST " + reader.beginRequestOfEvent() + pairs(params));
                if (chosen == Answering.AT_REQUEST) {
                    responseEnded(id);
                }
            }
            case STDIN -> {
                Expect.that(answering != null && !inputEnded.contains(id), "STDIN belongs to a request", id);
                addStdin(id, reader.content());
            }
            case STDIN_END -> {
                Expect.that(answering != null && inputEnded.add(id), "STDIN ends once", id);
                line(id + " STDIN_END");
                if (answering == Answering.AT_STDIN_END) {
                    responseEnded(id);
                }
            }
            case ABORT -> {
                Expect.that(announced.remove(id) != null, "what is aborted was announced", id);
                line(id + " ABORT");
            }
            case SKIPPED -> {
                Expect.that(skipped.remove(id), "what was skipped was answered before", id);
                line(id + " SKIPPED");
            }
            case REPLY -> line(id + " REPLY " + reply());
            default -> line(id + " " + event);
        }
    }

    private void responseEnded(int id) {
        boolean free = reader.responseEnded(id);
        Expect.that(free == inputEnded.contains(id), "an id is free when its input has ended", id);
        announced.remove(id);
        if (!free) {
            skipped.add(id);
        }
    }

    private void line(String line) {
        if (lines != null) {
            flushStdin();
            lines.append(line).append('\n');
        }
    }

    private void addStdin(int id, ByteBuffer content) {
        Expect.that(content.hasRemaining(), "a piece of STDIN has bytes", id);
        if (id != stdinId) {
            flushStdin();
            stdinId = id;
        }
        stdinLength += content.remaining();
        while (content.hasRemaining()) {
            stdinHash = 31 * stdinHash + content.get();
        }
    }

    private void flushStdin() {
        if (stdinLength > 0 && lines != null) {
            lines.append(stdinId + " STDIN " + stdinLength + " " + Integer.toHexString(stdinHash) + '\n');
        }
        stdinLength = 0;
        stdinHash = 0;
    }

    private String pairs(Params params) {
        if (lines == null) {
            return "";
        }
        var pairs = new StringBuilder();
        for (int i = 0; i < params.size(); i++) {
            pairs.append(' ').append(params.name(i)).append('=').append(params.value(i));
        }
        return pairs.toString();
    }

    /** The reply, read by a reader that is as strict as the strictest front end. */
    private String reply() {
        if (lines == null) {
            return "";
        }
        byte[] bytes = new byte[reader.reply().remaining()];
        reader.reply().get(bytes);
        AnswerReader.readAll(bytes);
        return reader.refusal()
                + (reader.closeAfterReply() ? " close " : " ")
                + new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
