// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import dev.slipway.fastcgi.protocol.BeginRequest;
import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.protocol.ConnectionException.Reason;
import dev.slipway.fastcgi.protocol.ProtocolStatus;
import dev.slipway.fastcgi.protocol.RecordHeader;
import dev.slipway.fastcgi.protocol.RecordType;
import dev.slipway.fastcgi.protocol.Records;
import dev.slipway.fastcgi.protocol.Role;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Reads one connection's bytes, one event per call of {@link #next}; not calling it is backpressure.
 *
 * <p>Frames records, routes them by request id, refuses what is over a limit, and answers what the protocol answers by
 * itself. Where records may be cut, and how the bytes are spread over buffers, makes no difference to the events, except
 * that STDIN and DATA come in more or fewer pieces.
 *
 * <p>Not safe for several threads at once: the connection's lock guards it.
 */
public final class RequestReader {
    /** What becomes of the content of the record that is being read. */
    private enum Content {
        BEGIN_REQUEST,
        GET_VALUES,
        PARAMS,
        STDIN,
        DATA,
        /** STDIN or DATA that nobody will read: counted, then forgotten. */
        SKIPPED,
        IGNORED
    }

    private final Capabilities capabilities;
    private final ReaderLimits limits;
    private final Set<Role> roles;
    private final InboundRequests requests = new InboundRequests();

    private final RecordHeaderReader headers = new RecordHeaderReader();
    private RecordHeader header;
    private Content use = Content.IGNORED;
    private int contentLeft;
    private ByteBuffer collected;
    private InboundRequest current;

    /** Null unless records were of no use since the last request. */
    private IgnoredBytes ignored;

    private boolean shared;
    private Params params;
    private ByteBuffer content;
    private Reply reply;

    /**
     * A reader for a new connection, of requests of role RESPONDER.
     *
     * @param capabilities what GET_VALUES is answered
     * @param limits what a peer may ask for
     */
    public RequestReader(Capabilities capabilities, ReaderLimits limits) {
        this(capabilities, limits, Set.of(Role.RESPONDER));
    }

    /**
     * A reader for a new connection.
     *
     * @param capabilities what GET_VALUES is answered
     * @param limits what a peer may ask for
     * @param roles that are served; a request with another one is answered 500
     */
    public RequestReader(Capabilities capabilities, ReaderLimits limits, Set<Role> roles) {
        this.capabilities = capabilities;
        this.limits = limits;
        this.roles = Set.copyOf(roles);
    }

    /**
     * Reads on until something is found or the buffer is used up.
     *
     * @param input big-endian; its position moves on by what was read. Bytes of an {@link RequestEvent#STDIN} or
     *     {@link RequestEvent#DATA} event stay in it: {@link #content()} is a view of them.
     * @return what was found; the accessors tell more until the next call
     * @throws ConnectionException if the bytes cannot be trusted any more; the reader is of no use after it
     */
    public RequestEvent next(ByteBuffer input) throws ConnectionException {
        // A connection may be idle for long, and would keep them.
        params = null;
        content = null;
        while (true) {
            RequestEvent found;
            if (header == null) {
                header = headers.read(input);
                if (header == null) {
                    return RequestEvent.NEEDS_INPUT;
                }
                found = recordBegun();
            } else if (contentLeft == 0) {
                header = null;
                continue;
            } else if (!input.hasRemaining()) {
                return RequestEvent.NEEDS_INPUT;
            } else {
                found = readContent(input);
            }
            if (found != RequestEvent.NEEDS_INPUT) {
                return found;
            }
        }
    }

    /** Decides what to do with the record whose header has been read; the events of empty records come from here. */
    private RequestEvent recordBegun() throws ConnectionException {
        contentLeft = header.contentLength();
        use = Content.IGNORED;
        RecordType type = header.type();
        if (!type.allowsLength(contentLeft)) {
            throw ConnectionException.malformed(type + " of " + contentLeft + " bytes, expected " + type.exactLength());
        }
        RequestEvent found =
                header.requestId() == RecordHeader.MANAGEMENT_ID ? managementRecord(type) : applicationRecord(type);
        if (found == RequestEvent.REQUEST) {
            ignored = null;
        } else if (found == RequestEvent.NEEDS_INPUT && use == Content.IGNORED) {
            if (ignored == null) {
                ignored = new IgnoredBytes(limits);
            }
            ignored.add(RecordHeader.LENGTH + contentLeft);
        }
        return found;
    }

    private RequestEvent managementRecord(RecordType type) throws ConnectionException {
        if (type == RecordType.GET_VALUES) {
            if (contentLeft > limits.maxGetValuesLength()) {
                throw new ConnectionException(
                        Reason.LIMIT_EXCEEDED,
                        "GET_VALUES of " + contentLeft + " bytes, expected at most " + limits.maxGetValuesLength()
                                + " (maxGetValuesLength)");
            }
            use = Content.GET_VALUES;
            collected = ByteBuffer.allocate(contentLeft);
            return contentLeft == 0 ? getValues() : RequestEvent.NEEDS_INPUT;
        }
        if (type == RecordType.UNRECOGNIZED) {
            ByteBuffer unknownType = ByteBuffer.allocate(Records.FIXED_RECORD_LENGTH);
            Records.unknownType(header.typeCode(), unknownType);
            return reply(unknownType.flip(), null, false);
        }
        if (!type.isManagement()) {
            throw ConnectionException.malformed(type + " with request id 0");
        }
        return RequestEvent.NEEDS_INPUT;
    }

    private RequestEvent applicationRecord(RecordType type) throws ConnectionException {
        if (type == RecordType.BEGIN_REQUEST) {
            use = Content.BEGIN_REQUEST;
            collected = null;
            return RequestEvent.NEEDS_INPUT;
        }
        current = requests.find(header.requestId());
        if (current == null) {
            return RequestEvent.NEEDS_INPUT; // the tail of an aborted request
        }
        return switch (type) {
            case ABORT_REQUEST -> aborted();
            case PARAMS -> paramsRecord();
            case STDIN, DATA -> current.takes(type) ? bodyRecord(type) : RequestEvent.NEEDS_INPUT;
            default -> RequestEvent.NEEDS_INPUT;
        };
    }

    private RequestEvent paramsRecord() throws ConnectionException {
        current.expect(RecordType.PARAMS);
        if (current.isRefused()) {
            return contentLeft == 0 && current.refusedParamsEnded() ? refusedInputEnded() : RequestEvent.NEEDS_INPUT;
        }
        if (contentLeft == 0) {
            Refusal why = current.collector().findExceeded();
            if (why == null) {
                params = current.paramsEnded();
                return RequestEvent.REQUEST;
            }
            current.refuse(why);
            return current.refusedParamsEnded() ? refusedInputEnded() : RequestEvent.NEEDS_INPUT;
        }
        if (!current.collector().hasRoomFor(contentLeft)) {
            current.refuse(Refusal.PARAMS_TOO_LONG);
        } else if (requests.pendingLength() + contentLeft > limits.params().maxPendingLength()) {
            current.refuse(Refusal.TOO_MUCH_PENDING);
        } else {
            use = Content.PARAMS;
        }
        return RequestEvent.NEEDS_INPUT;
    }

    /** A record of STDIN or DATA. */
    private RequestEvent bodyRecord(RecordType stream) throws ConnectionException {
        current.expect(stream);
        boolean data = stream == RecordType.DATA;
        if (contentLeft > 0) {
            use = current.isSkipped() ? Content.SKIPPED : data ? Content.DATA : Content.STDIN;
            return RequestEvent.NEEDS_INPUT;
        }
        current.streamEnded();
        if (current.isRefused()) {
            return refusedInputEnded();
        }
        if (!current.hasResponseEnded()) {
            return data ? RequestEvent.DATA_END : RequestEvent.STDIN_END;
        }
        if (!current.hasInputEnded()) {
            return RequestEvent.NEEDS_INPUT;
        }
        requests.remove(current);
        return RequestEvent.SKIPPED;
    }

    private RequestEvent aborted() {
        requests.remove(current);
        if (current.isAnnounced()) {
            return current.hasResponseEnded() ? RequestEvent.SKIPPED : RequestEvent.ABORT;
        }
        ByteBuffer endRequest = ByteBuffer.allocate(Records.FIXED_RECORD_LENGTH);
        Records.endRequest(current.id(), ProtocolStatus.REQUEST_COMPLETE, endRequest);
        return reply(endRequest.flip(), null, !current.beginRequest().keepConnection());
    }

    private RequestEvent refusedInputEnded() {
        requests.remove(current);
        return reply(
                current.refusal().encode(current.id()),
                current.refusal(),
                !current.beginRequest().keepConnection());
    }

    private RequestEvent reply(ByteBuffer bytes, Refusal why, boolean thenClose) {
        reply = new Reply(bytes, why, thenClose);
        return RequestEvent.REPLY;
    }

    /** Reads what is here of the current record's content; there is at least a byte of both. */
    private RequestEvent readContent(ByteBuffer input) throws ConnectionException {
        int length = Math.min(contentLeft, input.remaining());
        contentLeft -= length;
        switch (use) {
            case PARAMS -> current.collector().add(input, length);
            case STDIN, DATA -> {
                if (current.hasResponseEnded()) {
                    // ended between two pieces of this record
                    use = Content.SKIPPED;
                    skip(input, length);
                } else {
                    content = input.slice(input.position(), length);
                    input.position(input.position() + length);
                    return use == Content.DATA ? RequestEvent.DATA : RequestEvent.STDIN;
                }
            }
            case SKIPPED -> skip(input, length);
            case BEGIN_REQUEST, GET_VALUES -> {
                if (use == Content.BEGIN_REQUEST && collected == null) {
                    if (contentLeft == 0) {
                        return beginRequest(BeginRequest.decode(input));
                    }
                    collected = ByteBuffer.allocate(BeginRequest.LENGTH);
                }
                collected.put(input.slice(input.position(), length));
                input.position(input.position() + length);
                if (contentLeft == 0) {
                    return use == Content.GET_VALUES
                            ? getValues()
                            : beginRequest(BeginRequest.decode(collected.flip()));
                }
            }
            case IGNORED -> input.position(input.position() + length);
        }
        return RequestEvent.NEEDS_INPUT;
    }

    private void skip(ByteBuffer input, int length) throws ConnectionException {
        current.skip(length, limits.maxSkippedStdin());
        input.position(input.position() + length);
    }

    private RequestEvent beginRequest(BeginRequest begin) throws ConnectionException {
        int id = header.requestId();
        InboundRequest previous = requests.find(id);
        if (previous != null) {
            // A front end that reuses the connection after an early answer never ends the old STDIN: it is over.
            if (!previous.hasResponseEnded()) {
                throw ConnectionException.malformed("BEGIN_REQUEST of request " + id + ", which has not ended");
            }
            requests.remove(previous);
        }
        boolean served = roles.contains(begin.role());
        shared |= !requests.isEmpty() || served && begin.role() == Role.FILTER;
        int skipped = requests.skippedCount();
        InboundRequest request = new InboundRequest(id, begin, new ParamsCollector(limits.params()));
        if (!served) {
            request.refuse(Refusal.ROLE_NOT_SERVED);
        } else if (requests.size() - skipped >= limits.maxActiveRequests()) {
            request.refuse(Refusal.TOO_MANY_REQUESTS);
        }
        if (skipped + (request.isSkipped() ? 1 : 0) > limits.maxSkippedRequests()) {
            // Answered at once and forgotten: the records that follow are those of an inactive id.
            return reply(Refusal.TOO_MUCH_SKIPPED.encode(id), Refusal.TOO_MUCH_SKIPPED, !begin.keepConnection());
        }
        requests.add(request);
        return RequestEvent.NEEDS_INPUT;
    }

    private RequestEvent getValues() throws ConnectionException {
        shared = true;
        return reply(capabilities.answer(collected.array()), null, false);
    }

    /**
     * Tells the reader that the response of a request has ended; what follows of its STDIN and DATA is skipped.
     *
     * @param requestId of a request that was announced and not aborted
     * @return true if its input has ended too, so that END_REQUEST may follow at once and the id is free; false if
     *     {@link RequestEvent#SKIPPED} will say when
     */
    public boolean responseEnded(int requestId) {
        InboundRequest request = requests.find(requestId);
        if (request == null || !request.isAnnounced()) {
            throw new IllegalStateException("no response of request " + requestId + " can end");
        }
        request.responseEnded();
        if (request.hasInputEnded()) {
            requests.remove(request);
            // A connection that is idle from now on keeps nothing of its last request.
            current = request == current ? null : current;
            header = contentLeft == 0 ? null : header;
            return true;
        }
        return false;
    }

    InboundRequests requests() {
        return requests;
    }

    /** Whether there is a part of a record that may begin a request. */
    boolean isBeginning() {
        return header == null ? headers.isInside() : use == Content.BEGIN_REQUEST && contentLeft > 0;
    }

    /**
     * Whether there is a request whose PARAMS are awaited.
     *
     * @return true also for the first bytes of one
     */
    public boolean awaitsParams() {
        boolean awaits = requests.isEmpty() && isBeginning();
        for (InboundRequest request : requests) {
            awaits |= request.awaitsParams();
        }
        return awaits;
    }

    /** Forgets a request whose PARAMS are not complete, be it in the middle of a record. */
    void drop(InboundRequest request) {
        requests.remove(request);
        use = request == current ? Content.IGNORED : use;
    }

    /**
     * Whether the front end has shown that it may have several streams at once on this connection: it has asked with
     * GET_VALUES, has begun a request while another was not over, or one of role FILTER, which has two bodies.
     *
     * @return true from then on
     */
    public boolean isShared() {
        return shared;
    }

    /**
     * Which request the event is about.
     *
     * @return 1 to 65535
     */
    public int requestId() {
        return header.requestId();
    }

    /**
     * How the request of a {@link RequestEvent#REQUEST} event began.
     *
     * @return role and flags
     */
    public BeginRequest beginRequestOfEvent() {
        return current.beginRequest();
    }

    /**
     * The parameters of a {@link RequestEvent#REQUEST} event.
     *
     * @return all of them
     */
    public Params params() {
        return params;
    }

    /**
     * The bytes of a {@link RequestEvent#STDIN} or {@link RequestEvent#DATA} event.
     *
     * @return a view of the input buffer's memory: copy or retain it before that is used again
     */
    public ByteBuffer content() {
        return content;
    }

    /**
     * What the protocol answers at a {@link RequestEvent#REPLY} event.
     *
     * @return what to write, and why
     */
    public Reply reply() {
        return reply;
    }
}
