// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.fuzz;

import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.protocol.Role;
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
 * What a reader says of one connection's bytes, one line per event, consecutive pieces of a body as one; and that it says
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

    /** What is left of the input of a request. */
    private enum Input {
        STDIN,
        DATA,
        ENDED
    }

    private final RequestReader reader =
            new RequestReader(CAPABILITIES, LIMITS, Set.of(Role.RESPONDER, Role.AUTHORIZER, Role.FILTER));
    /** Null if nothing is to be written down, so that only the reader allocates. */
    private final StringBuilder lines;

    private final Map<Integer, Answering> announced = new HashMap<>();
    private final Map<Integer, Role> roles = new HashMap<>();
    private final Map<Integer, Input> inputs = new HashMap<>();
    private final Set<Integer> skipped = new HashSet<>();
    private String bodyOf = "";
    private long bodyLength;
    private int bodyHash;

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
        flushBody();
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
                Role role = reader.beginRequestOfEvent().role();
                roles.put(id, role);
                inputs.put(id, role == Role.AUTHORIZER ? Input.ENDED : Input.STDIN);
                skipped.remove(id);
                line(id + " REQUEST " + reader.beginRequestOfEvent() + pairs(params));
                if (chosen == Answering.AT_REQUEST) {
                    responseEnded(id);
                }
            }
            case STDIN, DATA -> {
                Expect.that(answering != null && isOpen(id, event.name()), "a body belongs to a request", id);
                addBody(event, id, reader.content());
            }
            case STDIN_END -> {
                Expect.that(answering != null && isOpen(id, "STDIN"), "STDIN ends once", id);
                inputs.put(id, roles.get(id) == Role.FILTER ? Input.DATA : Input.ENDED);
                line(id + " STDIN_END");
                if (answering == Answering.AT_STDIN_END) {
                    responseEnded(id);
                }
            }
            case DATA_END -> {
                Expect.that(answering != null && isOpen(id, "DATA"), "DATA ends once", id);
                inputs.put(id, Input.ENDED);
                line(id + " DATA_END");
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

    private boolean isOpen(int id, String stream) {
        return inputs.get(id).name().equals(stream);
    }

    private void responseEnded(int id) {
        boolean free = reader.responseEnded(id);
        Expect.that(free == isOpen(id, "ENDED"), "an id is free when its input has ended", id);
        announced.remove(id);
        if (!free) {
            skipped.add(id);
        }
    }

    private void line(String line) {
        if (lines != null) {
            flushBody();
            lines.append(line).append('\n');
        }
    }

    private void addBody(RequestEvent stream, int id, ByteBuffer content) {
        Expect.that(content.hasRemaining(), "a piece of a body has bytes", id);
        if (lines == null) {
            return;
        }
        String idAndStream = id + " " + stream;
        if (!idAndStream.equals(bodyOf)) {
            flushBody();
            bodyOf = idAndStream;
        }
        bodyLength += content.remaining();
        while (content.hasRemaining()) {
            bodyHash = 31 * bodyHash + content.get();
        }
    }

    private void flushBody() {
        if (bodyLength > 0) {
            lines.append(bodyOf + " " + bodyLength + " " + Integer.toHexString(bodyHash) + '\n');
        }
        bodyLength = 0;
        bodyHash = 0;
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
        byte[] bytes = new byte[reader.reply().records().remaining()];
        reader.reply().records().get(bytes);
        AnswerReader.readAll(bytes);
        return reader.reply().refusal()
                + (reader.reply().thenClose() ? " close " : " ")
                + new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
